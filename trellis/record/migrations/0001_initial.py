"""The tables of the record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        ('places', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('age_band', models.CharField(blank=True, max_length=8)),
                ('first_seen_on', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('area', 'digest'), name='person_token_once'),
                    models.CheckConstraint(condition=models.Q(('age_band__in', ['', 'under_16', 'to_24', 'to_64', 'over_64'])), name='age_band_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ServiceType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('heading', models.CharField(max_length=80)),
                ('about', models.TextField(blank=True, max_length=1000)),
                ('unit', models.CharField(max_length=40)),
                ('whom_for', models.CharField(choices=[('organisation', 'an organisation'), ('person', 'a person'), ('either', 'an organisation or a person'), ('nobody', 'nobody in particular')], max_length=12)),
                ('asks_minutes', models.BooleanField(default=False)),
                ('asks_money', models.BooleanField(default=False)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['heading', 'name', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('area', 'code'), name='service_type_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Cell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', models.PositiveIntegerField()),
                ('provider', models.BigIntegerField(db_column='provider_id')),
                ('events', models.BigIntegerField()),
                ('events_shared', models.BigIntegerField()),
                ('quantity_shared', models.BigIntegerField()),
                ('minutes_shared', models.BigIntegerField()),
                ('pence_shared', models.BigIntegerField()),
                ('organisations', models.PositiveIntegerField(default=0)),
                ('people', models.PositiveIntegerField(default=0)),
                ('organisation_set', models.BinaryField(default=b'', max_length=50000000)),
                ('person_set', models.BinaryField(default=b'', max_length=50000000)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('service_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.servicetype')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('quarter', 'service_type', 'place', 'provider'), name='cell_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('on', models.DateField()),
                ('quarter', models.PositiveIntegerField()),
                ('title', models.CharField(blank=True, max_length=200)),
                ('quantity', models.PositiveIntegerField(default=1)),
                ('minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('pence', models.PositiveBigIntegerField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=60)),
                ('natural_key', models.CharField(blank=True, max_length=120)),
                ('is_withdrawn', models.BooleanField(default=False)),
                ('stands', models.BooleanField(default=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('first', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.activity')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='record.persontoken')),
                ('service_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.servicetype')),
            ],
            options={
                'ordering': ['-on', '-id'],
                'indexes': [
                    models.Index(condition=models.Q(('stands', True)), fields=['provider', '-on', '-id'], name='activity_by_provider'),
                    models.Index(condition=models.Q(('stands', True)), fields=['organisation', 'on'], name='activity_by_beneficiary'),
                    models.Index(condition=models.Q(('stands', True)), fields=['area', '-on', '-id'], name='activity_by_day'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('first', 'number'), name='activity_version_once'),
                    models.UniqueConstraint(condition=models.Q(('stands', True), models.Q(('natural_key', ''), _negated=True)), fields=('area', 'source', 'natural_key'), name='activity_natural_key_once'),
                    models.CheckConstraint(condition=models.Q(('organisation', None), ('person', None), _connector='OR'), name='activity_for_one'),
                    models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='activity_counts_something'),
                    models.CheckConstraint(condition=models.Q(models.Q(('first', None), ('number', 1)), models.Q(('number__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='activity_changed_for_a_reason'),
                    models.CheckConstraint(condition=models.Q(('stands', False), ('is_withdrawn', False), _connector='OR'), name='withdrawn_never_stands'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ShareRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=7)),
                ('valid_from', models.DateField()),
                ('agreed', models.CharField(max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('service_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='share_rules', to='record.servicetype')),
            ],
            options={
                'ordering': ['valid_from', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['lead', 'equal', 'minutes'])), name='share_rule_kind_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Split',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(choices=[('default', 'by the rule agreed in advance'), ('agreed', 'as the parties agreed'), ('decided', 'as was decided')], max_length=7)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('stated_at', models.DateTimeField()),
                ('sealed_at', models.DateTimeField(blank=True, null=True)),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('stands', models.BooleanField(default=False)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='splits', to='record.activity')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.sharerule')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('stands', True)), fields=('activity',), name='one_split_stands'),
                    models.CheckConstraint(condition=models.Q(('stands', False), ('sealed_at__isnull', False), _connector='OR'), name='only_sealed_stands'),
                    models.CheckConstraint(condition=models.Q(('sealed_at', None), ('dropped_at', None), _connector='OR'), name='sealed_is_not_dropped'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=8)),
                ('share', models.PositiveSmallIntegerField()),
                ('own_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('stands', models.BooleanField(default=False)),
                ('quarter', models.PositiveIntegerField()),
                ('quantity', models.PositiveIntegerField()),
                ('minutes', models.PositiveIntegerField()),
                ('pence', models.PositiveBigIntegerField()),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.persontoken')),
                ('service_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.servicetype')),
                ('split', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='record.split')),
            ],
            options={
                'ordering': ['split_id', 'id'],
                'indexes': [
                    models.Index(condition=models.Q(('share__gt', 0), ('stands', True)), fields=['service_type', 'quarter', 'place', 'provider', 'organisation', 'person', 'share', 'quantity', 'minutes', 'pence'], name='contribution_counted'),
                    models.Index(condition=models.Q(('stands', True)), fields=['organisation', 'provider'], name='contribution_by_beneficiary'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('split', 'provider'), name='contribution_once'),
                    models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'partner', 'referrer', 'host'])), name='contribution_role_known'),
                    models.CheckConstraint(condition=models.Q(('share__lte', 10000)), name='share_at_most_whole'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SplitReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agrees', models.BooleanField()),
                ('words', models.CharField(blank=True, max_length=300)),
                ('said_at', models.DateTimeField()),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('said_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('split', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='record.split')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('outcome', 'outcome'), ('issue', 'issue')], max_length=7)),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=300)),
                ('is_open', models.BooleanField(default=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['kind', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('area', 'kind', 'code'), name='record_tag_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Tagged',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tagged', to='record.activity')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.tag')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['tag', 'activity'], name='tagged_by_tag'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('activity', 'tag'), name='tagged_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='BeneficiaryReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirms', models.BooleanField()),
                ('words', models.CharField(blank=True, max_length=500)),
                ('said_at', models.DateTimeField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='beneficiary_replies', to='record.activity')),
                ('said_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('confirms', True), models.Q(('words', ''), _negated=True), _connector='OR'), name='disputed_with_words')],
            },
        ),
        migrations.CreateModel(
            name='CountedAs',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since_at', models.DateTimeField()),
                ('counted_as', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation', models.F('counted_as')), _negated=True), name='counted_as_another')],
            },
        ),
        migrations.CreateModel(
            name='DoubleVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('apart', 'two different things'), ('joined', 'one thing, recorded twice')], max_length=6)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('said_at', models.DateTimeField()),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.activity')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.activity')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('said_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['one', 'other'], name='double_pair')],
                'constraints': [models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='double_in_order')],
            },
        ),
    ]
