"""Challenges to how an activity is shared out; what was said in them is never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from trellis.kernel.sql import append_only, never_emptied


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0001_initial'),
        ('performance', '0013_as_it_stood'),
        ('places', '0001_initial'),
        ('record', '0002_sealed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ShareChallenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('raised', 'waiting for a reply'), ('answered', 'waiting for an outcome'), ('upheld', 'upheld'), ('not_upheld', 'not upheld'), ('settled', 'settled between the two'), ('withdrawn', 'withdrawn')], default='raised', max_length=10)),
                ('raised_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.activity')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('awaits', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('decided', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.split')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.split')),
                ('raised_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('raised_for', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-raised_at', '-id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('stage__in', ['raised', 'answered', 'upheld', 'not_upheld', 'settled', 'withdrawn'])), name='share_challenge_stage_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('stage__in', ['raised', 'answered'])), models.Q(models.Q(('stage__in', ['raised', 'answered']), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='a_closed_share_challenge_says_when'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided__isnull', False), ('stage', 'upheld')), models.Q(models.Q(('stage', 'upheld'), _negated=True), ('decided', None)), _connector='OR'), name='what_is_upheld_says_the_shares'),
                    models.CheckConstraint(condition=models.Q(('awaits', models.F('raised_for')), _negated=True), name='nobody_replies_to_themselves'),
                    models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('activity',), name='one_open_challenge_of_an_activity'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ShareChallengeStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=20)),
                ('words', models.TextField(max_length=2000)),
                ('at', models.DateTimeField()),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='performance.sharechallenge')),
            ],
            options={
                'ordering': ['at', 'id'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('move', 'reply')), fields=('challenge', 'body'), name='a_party_replies_once'),
                ],
            },
        ),
        append_only("performance_sharechallengestep"),
        never_emptied("performance_sharechallengestep"),
    ]
