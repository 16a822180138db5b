"""Problems in a file are reported with path, line, key and what to do; then nothing is loaded."""

import pytest

from symptoms.importer import body_pictures
from tests.factories import make_article, make_series, make_symptom, picture_file
from tests.importer.conftest import ARTICLE, everything

pytestmark = pytest.mark.django_db

ART, TOPIC, PICTURE = "articles/rest-well.md", "topics/daily-life.md", "pictures/chair.md"
QUOTES = "Put the value in double quotes."
NEEDS = "Start the file with front matter: a line “---”, keys and values, a line “---”."
WHAT_LEADS = "Link to a page of this site (/articles/…), a web address (https://…), an email address or a phone number."

# words in the article, what stands there instead, and the one problem that it makes
ONE_LINE = [
    ("kind: information", "kind: informaton", "4: kind: “informaton” is not one of information, story, page."),
    ("kind: information", "kind: [story]", "4: kind: Write one text, not a list."),
    ("kind: information", "kind:", "4: kind: Is empty. Give it a value, or leave the line out."),
    ("kind: information", "kind: 'story'\nkind: story", "5: kind: Is on line 4 already. Keep one."),
    ("kind: information", "kinds: story", "4: kinds: There is no such key here. Did you mean “kind”?"),
    ("kind: information", "? [a, b]\n: story", "4: A key is one word."),
    ('title: "Rest well"', "title: 2024", f"2: title: “2024” is not text here. {QUOTES}"),
    ('title: "Rest well"', "title: No", f"2: title: “No” is not text here. {QUOTES}"),
    ('title: "Rest well"', 'title: ""', "2: title: Is empty. Give it a value, or leave the line out."),
    ('title: "Rest well"\n', "", "1: title: Is missing. Add it."),
    ('title: "Rest well"', 'title: "a\\0b"', "2: title: Write it on one line, without control characters."),
    ('title: "Rest well"', 'title: "a\\nb"', "2: title: Write it on one line, without control characters."),
    ('title: "Rest well"', 'title: "\\uD800"', "2: title: Write it on one line, without control characters."),
    ('title: "Rest well"', "title: " + "x" * 121, "2: title: Ensure this value has at most 120 characters (it has 121)."),
    ("topic: daily-life", "topic: dayly-life", "5: topic: There is no topic “dayly-life” in the folder or on the site. Did you mean “daily-life”?"),
    ("[fatigue]", "[tremor]", "6: symptoms: There is no symptom “tremor” in the folder or on the site. Add symptoms/tremor.md."),
    ("[fatigue]", "fatigue\ngeneral: true", "6: symptoms: Write a list: [one, two], or a line “- one” for each."),
    ("[fatigue]", "\n  - fatigue\n  - FATIGUE", "8: symptoms: “FATIGUE” is in the list twice."),
    ("[fatigue]", "\n  - fatigue\n  - [a]", "8: symptoms: Write one text, not a list."),
    ("[energy, Rest]", f"[{'x' * 101}]", "7: tags: A tag has at most 100 characters."),
    ("author: ada-writer", "author: bob", "8: author: There is no contributor “bob” in the folder or on the site. Add contributors/bob.md."),
    ("picture: chair", "picture: table", "9: picture: There is no picture “table” in the folder. Add pictures/table.md."),
    ("series: first-steps", "series: last-steps", "10: series: There is no series “last-steps” in the folder or on the site. Did you mean “first-steps”?"),
    ("part: 1\n", "", "10: series: Goes with part. Give both, or neither."),
    ("part: 1", "part: 0", "11: part: The first part is 1."),
    ("part: 1", "part: one", "11: part: Write a whole number of at most four digits, without quotes."),
    ("part: 1", "part: -1", "11: part: Write a whole number of at most four digits, without quotes."),
    ("part: 1", "sponsor_role: paid_for\npart: 1", "11: sponsor_role: Goes with sponsor. Give both, or neither."),
    ("[pace-yourself]", "[rest-well]", "12: related: An article cannot be related to itself."),
    ("[pace-yourself]", "[nowhere]", "12: related: There is no article “nowhere” in the folder or on the site. Add articles/nowhere.md."),
    ("state: live\n", "", "1: state: Is missing. Add it."),
    ("state: live", "state: public", "13: state: “public” is not one of draft, live, scheduled, withdrawn."),
    ("state: live", "state: scheduled", "13: publish_at: Is missing. Add it: the state is scheduled."),
    ("state: live", "state: withdrawn", "13: withdrawn_because: Is missing. Add it: the state is withdrawn."),
    ("state: live", "state: live\npublish_at: +1 day", "14: publish_at: Goes with “state: scheduled”. Change the state, or leave it out."),
    ("state: live", "state: scheduled\npublish_at: 2150-01-15", "14: publish_at: “2150-01-15” is not a moment. Write “+14 days”, or a date and time such as “2027-01-15 09:00”."),
    ("state: live", f"state: withdrawn\nwithdrawn_because: {'x' * 301}", "14: withdrawn_because: Use at most 300 characters."),
    ('  - title: "A study of rest"\n    publisher', "  - publisher", "15: sources.title: Is missing. Add it."),
    ("    publisher:", "    publsher:", "16: sources.publsher: There is no such key here. Did you mean “publisher”?"),
    ("    publisher:", "    title: x\n    publisher:", "16: sources.title: Is on line 15 already. Keep one."),
    ("year: 2022", "year: 22", "17: sources.year: Enter a year with four digits."),
    ("year: 2022", "year: '2022'", "17: sources.year: Write a whole number of at most four digits, without quotes."),
    ("https://example.org/rest", "example", "18: sources.url: “example” is not an address that a link can lead to. The address must start with http:// or https://."),
    ("https://example.org/rest", "ftp://example.org/rest", "18: sources.url: “ftp://example.org/rest” is not an address that a link can lead to. The address must start with http:// or https://."),
    ('  - title: "A study of rest"', '  - a\n  - title: "A study of rest"', "15: sources: Write keys and values, such as “title: …”."),
    ("Rest is **not**", "Rest is <b>not</b>", "20: text: HTML is not used here. Write Markdown."),
    ("Rest is **not**", "Rest\nis <!-- not", "21: text: HTML is not used here. Write Markdown."),
    ("Rest is **not**", "Rest\nis\n~~not~~", "22: text: Struck text (between ~~) is not used here. Write plain text, bold or a list."),
    ("Rest is **not**", "Rest `is`", "20: text: Code (in backticks) is not used here. Write plain text, bold or a list."),
    ("Rest is **not**", "![Rest](a.png)", f"20: text: {body_pictures.ALONE}"),
    ("## Why it helps", "#### Why it helps", "22: text: A heading of this kind cannot stand here. Use ## and ###."),
    ("## Why it helps", "# Why it helps", "22: text: A line with one # starts “# Tips: HEADING” or “# Closing”. Use ## for a heading."),
    ("## Why it helps", "Why\n===", "22: text: A line with one # starts “# Tips: HEADING” or “# Closing”. Use ## for a heading."),
    ("- It is free", "- # It is free", "24: text: A heading of this kind cannot stand here. Use ## and ###."),
    ("https://example.org/more", "javascript:alert(1)", f"20: text: “javascript:alert(1)” is not an address that a link can lead to. {WHAT_LEADS}"),
    ("[more about rest](https://example.org/more)", "<JavaScript:alert(1)>", f"20: text: “JavaScript:alert(1)” is not an address that a link can lead to. {WHAT_LEADS}"),
    ("https://example.org/more", "data:text/html,x", f"20: text: “data:text/html,x” is not an address that a link can lead to. {WHAT_LEADS}"),
    ("https://example.org/more", "//example.org", "20: text: “//example.org” is not an address. Did you mean “https://example.org”?"),
    ("# Tips: Ways to rest", f"# Tips: {'x' * 121}", "27: tips_heading: Ensure this value has at most 120 characters (it has 121)."),
    ("## Stop early", "## Sit down before you cook!", "35: tips: The tip on line 31 has this title already. Change one."),
    ("## Stop early", f"## {'x' * 101}", "35: tips: Ensure this value has at most 100 characters (it has 101)."),
    ("## Stop early", "## Stop **early**", "35: text: Write this heading in plain words, without bold or links."),
    ("## Stop early", "### Stop early", "35: text: A heading of this kind cannot stand here. Make it a paragraph."),
    ("Stop before you must.\n", "", "35: tips: The tip has no text. Write it below its title."),
    ("Stop before you must.\n", f"Stop.\n\n### Short form\n\n{'x' * 281}\n", "35: tips: Ensure this value has at most 280 characters (it has 281)."),
    ("# Closing", "# Tips: More", "39: text: The part “# Tips” is here twice. Keep one."),
    ("# Closing", "# Closing\n\nBye.\n\n# Closing", "43: text: The part “# Closing” is here twice. Keep one."),
    ("topic: daily-life\n", "", "12: state: This cannot be published. Choose a topic."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problem"), ONE_LINE)
def test_a_problem_of_an_article_is_said_with_its_line(folder, old, new, problem):
    folder.change(ART, old, new)
    assert folder.problems() == [f"{ART}:{problem}"]


# file, its new text, the problem
WHOLE_FILES = [
    (TOPIC, "", f":1: {NEEDS}"),
    (TOPIC, "Daily life", f":1: {NEEDS}"),
    (TOPIC, "---\nname: Daily life\n", f":1: {NEEDS}"),
    (TOPIC, "---\n---\n", ":1: name: Is missing. Add it."),
    (TOPIC, "---\n- a\n---\n", ":2: Write the front matter as lines like “key: value”."),
    (TOPIC, "---\njust words\n---\n", ":2: Write the front matter as lines like “key: value”."),
    (TOPIC, b"---\nname: a\n---\n\nCaf\xe9\n", ":5: This is not UTF-8. Save the file as UTF-8."),
    (TOPIC, "---\nname: a\n---\n\x07\n", ":4: The character U+0007 cannot be shown. Delete it."),
    (TOPIC, "---\nname: a\u2028b\n---\n", ":2: The character U+2028 cannot be shown. Delete it."),
    (TOPIC, "---\nname: a\n---\n" + "x" * 1_048_576, ": The file is larger than 1 MB. Split it."),
    (TOPIC, "---\nname: 'a\n---\n", ":2: This is not YAML we read: found unexpected end of stream. Put such values in double quotes."),
    (TOPIC, "---\nname: a: b\n---\n", ":2: This is not YAML we read: mapping values are not allowed here. Put such values in double quotes."),
    (TOPIC, "---\nname: !!python/object:os.system a\n---\n", ":2: This is not YAML we read: tags (!) are not used here. Put such values in double quotes."),
    (TOPIC, "---\nname: !!python/object/apply:os.system ['true']\n---\n", ":2: This is not YAML we read: tags (!) are not used here. Put such values in double quotes."),
    (TOPIC, "---\nname: a\nb: &x [y, y]\nc: &z [*x, *x]\n---\n", ":3: This is not YAML we read: anchors and aliases (& and *) are not used here. Put such values in double quotes."),
    (TOPIC, "---\nname: *x\n---\n", ":2: This is not YAML we read: anchors and aliases (& and *) are not used here. Put such values in double quotes."),
    (TOPIC, "---\nname: " + "[" * 100_000 + "\n---\n", ":2: This is not YAML we read: lists are nested too deeply. Put such values in double quotes."),
    (TOPIC, "---\nname: a\n...\nname: b\n---\n", ":4: This is not YAML we read: expected '<document start>', but found '<block mapping start>'. Put such values in double quotes."),
    (TOPIC, "---\nname: Daily life\n<<: {name: b}\n---\n", ":3: <<: There is no such key here. The keys are name."),
    (TOPIC, "---\nname: Daily life\n---\n## Days\n", ":4: text: A heading of this kind cannot stand here. Make it a paragraph."),
    ("symptoms/fatigue.md", "---\nname: Fatigue\nvisibility: hidden\n---\n", ":3: visibility: “hidden” is not one of visible, invisible, both."),
    ("symptoms/fatigue.md", "---\nname: Fatigue\n---\n", ":1: visibility: Is missing. Add it."),
    ("symptoms/fatigue.md", "---\nname: Fatigue\nvisibility: both\nalso_called: tired\n---\n", ":4: also_called: Write a list: [one, two], or a line “- one” for each."),
    ("symptoms/fatigue.md", f"---\nname: Fatigue\nvisibility: both\nalso_called: [{'x' * 101}]\n---\n", ":4: also_called: Write at most 100 characters on a line."),
    ("symptoms/fatigue.md", "---\nname: Fatigue\nvisibility: both\nalso_called: [fatigue]\n---\n", ":4: also_called: Remove the name itself. Enter only other names."),
    ("contributors/ada-writer.md", "---\nname: Ada\nkind: nurse\n---\n", ":3: kind: “nurse” is not one of clinician, community, staff."),
    ("contributors/ada-writer.md", "---\nname: Ada\nkind: staff\nfictional: 'yes'\n---\n", ":4: fictional: Write true or false, without quotes."),
    ("sponsors/acme.md", "---\nname: Acme\nmakes: carts\n---\n\nWords.\n", ":5: text: A file of this kind (sponsor) has no text. Delete it."),
    (PICTURE, "---\ntitle: A chair\nfile: chair.png\n---\n", ":1: alt: Write alt text, or “decorative: true” and no alt text."),
    (PICTURE, "---\ntitle: A chair\nfile: chair.png\nalt: a\ndecorative: true\n---\n", ":4: alt: Write alt text, or “decorative: true” and no alt text."),
    (PICTURE, "---\ntitle: A chair\nfile: stool.png\nalt: a\n---\n", ":3: file: There is no file “stool.png” beside this one that we can read."),
    (PICTURE, "---\ntitle: A chair\nfile: ../articles/rest-well.md\nalt: a\n---\n", ":3: file: There is no file “../articles/rest-well.md” beside this one that we can read."),
    (PICTURE, "---\ntitle: A chair\nfile: /etc/passwd\nalt: a\n---\n", ":3: file: There is no file “/etc/passwd” beside this one that we can read."),
    (PICTURE, f"---\ntitle: A chair\nfile: {'x' * 300}\nalt: a\n---\n", f":3: file: There is no file “{'x' * 57}…” beside this one that we can read."),
    (PICTURE, "---\ntitle: A chair\nfile: chair.md\nalt: a\n---\n", ":3: file: This file is not a picture we can use. Save it as JPEG, PNG or WebP and try again."),
    (PICTURE, "---\ntitle: A chair\nfile: chair.png\nalt: a\n---\nWords\n", ":6: text: A picture has no text. Put words into alt."),
    ("topics/Daily Life.md", "---\nname: Other\n---\n", ": file name: Name the file with a–z, 0–9 and single hyphens: it becomes the page’s address."),
    (f"topics/{'x' * 101}.md", "---\nname: Other\n---\n", ":1: file name: Ensure this value has at most 100 characters (it has 101)."),
    ("topics/notes.txt", "Notes", ": We do not know what this is. Only files that end in .md stand here."),
    ("updates/unknown.md", ARTICLE.replace("state: live", "state: scheduled\npublish_at: +1 day").replace("part: 1", "part: 2"), ": file name: There is no article with this name to update. Add it to articles."),
    ("updates/rest-well.md", ARTICLE, ":13: state: “live” is not one of scheduled, draft."),
    ("articles/second.md", ARTICLE, ":11: part: articles/rest-well.md has this part of the series already."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "problem"), WHOLE_FILES)
def test_a_problem_of_a_file_is_said_with_its_line(folder, name, text, problem):
    folder.write(name, text)
    assert folder.problems() == [name + problem]


def test_folders_that_we_do_not_know_are_refused(folder):
    folder.write("topic/other.md", "---\nname: Other\n---\n")
    folder.write("recipes/soup.md", "Soup")
    folder.write("topics/more/other.md", "---\nname: Other\n---\n")
    assert folder.problems() == [
        "recipes: We do not know what this is. We read symptoms, topics, series, contributors, "
        "sponsors, pictures, articles, updates.",
        "topic: We do not know what this is. Did you mean “topics”?",
        "topics/more: We do not know what this is. Only files that end in .md stand here.",
    ]


def test_hidden_files_a_readme_and_drawings_beside_pictures_are_fine(folder):
    for name in (".git/config", "README.md", "pictures/drawings/chair.svg", "pictures/chair.xcf"):
        folder.write(name, "anything")
    assert len(folder.load()) == 8


def test_a_folder_that_is_not_there_is_said_so(empty_folder):
    assert empty_folder.problems() == ["There is no such folder."]


def test_an_empty_folder_is_said_so(empty_folder):
    empty_folder.path.mkdir()
    assert empty_folder.problems() == [
        "There is nothing to load here. Put files into symptoms, topics, series, contributors, "
        "sponsors, pictures, articles, updates."
    ]


def test_all_problems_are_said_at_once_sorted_by_file_and_line(folder):
    before = everything()
    folder.change(ART, "topic: daily-life", "topic: nowhere-else")
    folder.change(ART, "kind: information", "kind: tale")
    folder.change(ART, "It is free", "~~It~~ is free")
    folder.change(TOPIC, "name:", "nmae:")
    folder.write("series/first-steps.md", "nothing")
    assert folder.problems() == [
        "articles/rest-well.md:4: kind: “tale” is not one of information, story, page.",
        "articles/rest-well.md:5: topic: There is no topic “nowhere-else” in the folder or on the "
        "site. Add topics/nowhere-else.md.",
        "articles/rest-well.md:24: text: Struck text (between ~~) is not used here. "
        "Write plain text, bold or a list.",
        f"series/first-steps.md:1: {NEEDS}",
        "topics/daily-life.md:1: name: Is missing. Add it.",
        "topics/daily-life.md:2: nmae: There is no such key here. Did you mean “name”?",
    ]
    assert everything() == before


def test_everything_that_publishing_needs_is_asked_for_at_once(folder):
    folder.write("articles/bare.md", "---\ntitle: Bare\nstate: live\n---\n")
    assert [line.removeprefix("articles/bare.md:3: state: ") for line in folder.problems()] == [
        "This cannot be published. Add at least one source. Health information needs one.",
        "This cannot be published. Choose a symptom, or check “About no symptom in particular”.",
        "This cannot be published. Choose a topic.",
        "This cannot be published. Choose an author, so that readers know who wrote the article.",
        "This cannot be published. Write a standfirst: the line under the title.",
        "This cannot be published. Write the body.",
    ]


def test_a_name_that_differs_only_in_case_is_refused(folder):
    folder.write("topics/other.md", "---\nname: DAILY LIFE\n---\n")
    assert folder.problems() == [
        "topics/other.md:2: name: This name is already used. Capital letters and spaces don’t make it different."
    ]


def test_a_name_that_the_site_has_under_another_slug_is_refused(folder):
    make_symptom("FATIGUE", slug="tiredness")
    assert folder.problems() == [
        "symptoms/fatigue.md:2: name: This name is already used. Capital letters and spaces don’t make it different."
    ]


def test_a_part_of_a_series_that_the_site_has_given_already_is_refused(folder):
    make_article("Other", series=make_series("First steps", slug="first-steps"), series_part=1)
    assert folder.problems() == [
        "articles/rest-well.md:11: part: Another article has this part of the series."
    ]


def test_one_picture_cannot_have_two_descriptions(folder):
    folder.write("pictures/stool.png", picture_file().read())
    folder.write("pictures/stool.md", "---\ntitle: A stool\nfile: stool.png\nalt: a stool\n---\n")
    assert folder.problems() == [
        "pictures/stool.md:3: file: This is the same picture as in pictures/chair.md. "
        "Keep one of the two."
    ]


def test_a_picture_of_more_than_10_megabytes_is_refused(folder):
    folder.write("pictures/chair.png", picture_file().read() + b"\0" * 10 * 1024 * 1024)
    assert folder.problems() == [
        "pictures/chair.md:3: file: This picture is too large. "
        "Use one of at most 10 MB and 25 million pixels."
    ]


def test_control_characters_in_a_file_name_do_not_reach_the_terminal(folder):
    folder.write("topics/a\x1b[31m.md", "---\nname: Red\n---\n")
    assert folder.problems() == [
        "topics/a\ufffd[31m.md: file name: Name the file with a–z, 0–9 and single hyphens: "
        "it becomes the page’s address."
    ]


def test_a_billion_laughs_cost_no_time(folder):
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    folder.write(TOPIC, "---\n" + "\n".join(lines) + "\n---\n")
    assert folder.problems() == [
        "topics/daily-life.md:2: This is not YAML we read: anchors and aliases (& and *) are not "
        "used here. Put such values in double quotes."
    ]


def test_the_closing_stands_after_the_tips(folder):
    folder.write("articles/odd.md", "---\ntitle: Odd\nstate: draft\n---\n# Closing\n\n# Tips: A\n")
    assert folder.problems() == [
        "articles/odd.md:7: text: Put “# Closing” after the tips.",
        "articles/odd.md:7: tips: There are no tips here. Start each with “## Its title”.",
    ]


def test_windows_line_ends_and_a_byte_order_mark_are_read(folder):
    text = (folder.path / ART).read_text()
    folder.write(ART, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    folder.load()
    assert "unchanged article rest-well" in folder.load()
