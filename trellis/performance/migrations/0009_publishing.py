"""Files of publications, which are never changed, and the making of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from trellis.kernel.sql import append_only, never_emptied


class Migration(migrations.Migration):

    dependencies = [
        ('performance', '0008_rounds_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicationRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_start', models.DateField()),
                ('period_end', models.DateField()),
                ('number', models.PositiveSmallIntegerField()),
                ('stage', models.CharField(choices=[('asked', 'Asked'), ('made', 'Made'), ('failed', 'Failed')], default='asked', max_length=6)),
                ('known_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('audit_head', models.CharField(blank=True, max_length=200)),
                ('done', models.PositiveSmallIntegerField(default=0)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('touched_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='performance.framework')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('stage', 'asked')), fields=('framework', 'period_start', 'period_end'), name='publication_made_one_at_a_time'), models.CheckConstraint(condition=models.Q(('stage__in', ['asked', 'made', 'failed'])), name='run_stage_known'), models.CheckConstraint(condition=models.Q(('period_end__gt', models.F('period_start'))), name='run_period_is_a_span')],
            },
        ),
        migrations.CreateModel(
            name='PublishedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='performance.publication')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('publication', 'name'), name='published_file_once')],
            },
        ),
        append_only("performance_publishedfile"),
        never_emptied("performance_publishedfile"),
    ]
