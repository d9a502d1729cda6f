"""Triggers that refuse UPDATE, DELETE and TRUNCATE on events and anchors."""

from django.db import migrations

from apps.trail import guard


def install(apps, schema_editor):
    guard.install(schema_editor.connection)


def remove(apps, schema_editor):
    guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_events")]
    operations = [migrations.RunPython(install, remove)]
