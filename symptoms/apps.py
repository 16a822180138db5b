from django.apps import AppConfig
from django.core import checks


class SymptomsConfig(AppConfig):
    name = "symptoms"
    verbose_name = "Symptom Series"

    def ready(self):
        from symptoms.conf import check_before_deploy, check_settings  # noqa: PLC0415  (apps must be loaded first)
        from symptoms.favorites.saving import merging  # noqa: PLC0415
        from symptoms.favorites.sharing import owner  # noqa: PLC0415
        from symptoms.models import site_version_triggers  # noqa: PLC0415
        from symptoms.web import last_account, row_ids  # noqa: PLC0415

        checks.register(check_settings)
        checks.register(check_before_deploy, deploy=True)
        row_ids.register()
        last_account.connect()
        merging.connect()
        owner.connect()
        site_version_triggers.connect()
