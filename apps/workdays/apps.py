"""The working-day room."""

from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "apps.workdays"
    verbose_name = "工作日历"

    def ready(self) -> None:
        """Tell the auditor what the acts on the calendar are called."""
        from apps.trail.verbs import name_verbs

        name_verbs(
            {
                "workdays.import_notice": "录入放假安排",
                "workdays.save_day": "修改放假与调休",
                "workdays.remove_day": "删除放假与调休",
            }
        )
