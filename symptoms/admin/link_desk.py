"""What the editor's dialog for links asks while it is open."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from symptoms import addresses


@require_safe
def check(request):
    """`{"address": …}` completed, or `{"problem": …}` in whole sentences. The admin's own gate is before."""
    try:
        return JsonResponse({"address": addresses.completed(request.GET.get("address", ""))})
    except addresses.Unclear as error:
        return JsonResponse({"problem": str(error)})
