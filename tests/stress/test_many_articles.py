"""List pages make as many queries for 1,000 articles as for 10."""

import pytest
from django.urls import reverse

from symptoms.models import Edition
from tests.test_queries import PAGES, library

pytestmark = [pytest.mark.stress, pytest.mark.django_db]


@pytest.mark.parametrize("count", [10, 1000])
def test_lists_ask_as_much_at_ten_as_at_a_thousand(client, django_assert_num_queries, count):
    library(count)
    assert Edition.objects.live().count() == count

    for name, (arguments, queries) in PAGES.items():
        with django_assert_num_queries(queries):
            client.get(reverse(name, args=arguments))
