"""Every table but the search index, as of 2026-11-26: what 23 migrations made step by step before the first release."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import symptoms.models.article
import symptoms.models.fields
import symptoms.models.name_key
import taggit.managers
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    # A database that has all of these has this one.
    replaces = [
        ('symptoms', '0001_initial'),
        ('symptoms', '0003_override'),
        ('symptoms', '0004_care_and_questions'),
        ('symptoms', '0005_review_reminder'),
        ('symptoms', '0006_preview_link'),
        ('symptoms', '0007_favorites'),
        ('symptoms', '0008_page_kind'),
        ('symptoms', '0009_feedback'),
        ('symptoms', '0010_change_notes'),
        ('symptoms', '0011_also_called'),
        ('symptoms', '0012_picture_focus'),
        ('symptoms', '0013_shared_link'),
        ('symptoms', '0014_indexed_words'),
        ('symptoms', '0015_name_key'),
        ('symptoms', '0016_uuids'),
        ('symptoms', '0017_former_address'),
        ('symptoms', '0018_earlier_dates'),
        ('symptoms', '0019_outgoing_mail'),
        ('symptoms', '0020_plan'),
        ('symptoms', '0021_review_confirms'),
        ('symptoms', '0022_contributors_are_staff'),
        ('symptoms', '0023_term_revision'),
    ]

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(help_text='The page’s main heading.', max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('slug', symptoms.models.fields.LowerCaseSlugField(error_messages={'unique': 'Another article has this address.'}, help_text='The last part of the page’s address. Once published, the old address redirects.', max_length=120, unique=True)),
                ('standfirst', models.CharField(blank=True, help_text='One line under the title, and the text of the article’s card. Needed to publish.', max_length=200, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('kind', models.CharField(choices=[('information', 'Health information'), ('story', 'Personal story'), ('page', 'About this site')], default='information', help_text='Said in words before the text and on every card. “About this site” is for pages such as privacy or contact: a title, a standfirst and a body, linked at the foot of every page.', max_length=12)),
                ('is_general', models.BooleanField(default=False, help_text='Tick when no symptom is named on purpose. One or the other is needed to publish.', verbose_name='about no symptom in particular')),
                ('series_part', models.PositiveSmallIntegerField(blank=True, help_text='The article’s place in its series: 1 is the first.', null=True, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='part')),
                ('sponsor_role', models.CharField(blank=True, choices=[('paid_for', 'Paid for it'), ('paid_for_and_wrote', 'Wrote it and paid for it'), ('supplied_pictures', 'Supplied the pictures')], help_text='What the sponsor did. The sentence readers see is made from it.', max_length=20)),
                ('first_published', models.DateField(blank=True, help_text='Only if readers could read it before it came to this site: the day they first could.', null=True, validators=[symptoms.models.article.past_day])),
                ('body', models.TextField(blank=True, help_text='Needed to publish.')),
                ('tips_heading', models.CharField(blank=True, help_text='The heading above the tips.', max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('tips_intro', models.TextField(blank=True, help_text='A few lines before the first tip.')),
                ('closing', models.TextField(blank=True, help_text='The last paragraph, after the tips.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['title'],
                'permissions': [('publish_article', 'Can publish, schedule and withdraw articles'), ('override_checklist', 'Can publish in spite of the checklist, for a reason on record'), ('review_article', 'Can approve the medical content of articles, or ask for changes')],
            },
        ),
        migrations.CreateModel(
            name='IndexedWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('to', models.CharField(max_length=320)),
                ('sender', models.TextField()),
                ('subject', models.TextField()),
                ('body', models.TextField()),
                ('headers', models.JSONField(default=dict)),
                ('about', models.CharField(blank=True, max_length=40)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('good_until', models.DateTimeField()),
                ('due_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=120, unique=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='symptoms.article')),
            ],
            options={
                'verbose_name_plural': 'addresses',
            },
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='collections', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Contributor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_key', symptoms.models.name_key.NameKeyField()),
                ('name', models.CharField(help_text='As readers see it.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('slug', symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address leads to the new one.', max_length=100, unique=True)),
                ('kind', models.CharField(choices=[('clinician', 'Clinician'), ('community', 'Community member'), ('staff', 'Staff')], help_text='Tells readers what the person speaks from.', max_length=10)),
                ('role', models.CharField(blank=True, help_text='Follows the name on every byline, for example “MS nurse specialist”.', max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('bio', models.TextField(blank=True, help_text='Shown on the contributor’s own page.')),
                ('is_fictional', models.BooleanField(default=False, help_text='Readers are told so wherever the name is shown.', verbose_name='invented for a demonstration')),
                ('account', models.OneToOneField(blank=True, help_text='The account of this person, who works on this site. What it approves, it approves in this name.', limit_choices_to={'is_staff': True}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributor', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': [django.db.models.functions.text.Lower('name')],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='article',
            name='author',
            field=models.ForeignKey(blank=True, help_text='The name readers see as “By …”. Needed to publish.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.contributor'),
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live_from', models.DateTimeField()),
                ('first_live_from', models.DateTimeField(help_text='When the article was first public; lists are ordered by it.', null=True)),
                ('is_first', models.BooleanField(default=False, help_text='Whether it is the first version here; others are updates of it.')),
                ('dropped_at', models.DateTimeField(help_text='When it was cancelled, always before it would have started.', null=True)),
                ('slug', models.SlugField(blank=True, db_index=False, max_length=120)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('standfirst', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(blank=True, choices=[('information', 'Health information'), ('story', 'Personal story'), ('page', 'About this site')], max_length=12)),
                ('series_part', models.PositiveSmallIntegerField(null=True)),
                ('reason', models.CharField(blank=True, help_text='Why it was withdrawn. Readers see this.', max_length=300)),
                ('overridden', models.TextField(blank=True, help_text='What the checklist had against it, when it was published all the same.')),
                ('override_reason', models.CharField(blank=True, help_text='Why it was published in spite of the checklist.', max_length=300)),
                ('change_note', models.CharField(blank=True, help_text='What changed, in words for readers who saved it.', max_length=300)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('created_by_name', models.CharField(blank=True, max_length=254)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='symptoms.article')),
                ('author', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.contributor')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-live_from', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Favorite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(blank=True, max_length=2000)),
                ('status', models.CharField(blank=True, choices=[('want', 'I want to try it'), ('tried', 'I tried it'), ('helped', 'It helped me'), ('did_not', 'It did not help me')], max_length=8)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now, help_text='Changes that were published after this are told.')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.article')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='favorites', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CollectionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('collection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='symptoms.collection')),
                ('favorite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='collected', to='symptoms.favorite')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No')], max_length=6)),
                ('comment', models.TextField(blank=True, max_length=500, validators=[django.core.validators.RegexValidator('[\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out tabs and control characters: they cannot be shown.', inverse_match=True), django.core.validators.MaxLengthValidator(500)])),
                ('given_on', models.DateField(default=django.utils.timezone.localdate)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.edition')),
            ],
            options={
                'verbose_name': 'answer to “Was this helpful?”',
                'verbose_name_plural': 'answers to “Was this helpful?”',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('slug', models.SlugField(max_length=100)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name_plural': 'former addresses',
            },
        ),
        migrations.CreateModel(
            name='HandPicked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, help_text='From the smallest number to the largest. A new one with 0 goes last.', validators=[django.core.validators.MaxValueValidator(1000000)], verbose_name='order')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_picked', to='symptoms.article')),
                ('related', models.ForeignKey(error_messages={'invalid': 'Name an article: a page about this site is none.'}, help_text='Shown to readers only while it is live.', limit_choices_to=models.Q(('kind', 'page'), _negated=True), on_delete=django.db.models.deletion.CASCADE, related_name='+', to='symptoms.article')),
            ],
            options={
                'verbose_name': 'related article',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='For editors, to find it again.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('file', models.FileField(editable=False, error_messages={'unique': 'This picture is in the collection already.'}, unique=True, upload_to='')),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('alt', models.CharField(blank=True, help_text='What the picture shows, for readers who cannot see it.', max_length=150, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)], verbose_name='alt text')),
                ('is_decorative', models.BooleanField(default=False, help_text='Tick if the picture tells nothing that the words do not; then leave alt text out.', verbose_name='decorative')),
                ('credit', models.CharField(blank=True, help_text='Who made it and under which licence.', max_length=150, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('focus_x', models.PositiveSmallIntegerField(default=50, help_text='In percent. What stands here is never cut off where the picture is shown smaller.', validators=[django.core.validators.MaxValueValidator(100, 'Use a number from 0 to 100.')], verbose_name='focus from the left')),
                ('focus_y', models.PositiveSmallIntegerField(default=50, help_text='In percent.', validators=[django.core.validators.MaxValueValidator(100, 'Use a number from 0 to 100.')], verbose_name='focus from the top')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('alt', ''), ('is_decorative', True)), models.Q(('is_decorative', False), models.Q(('alt', ''), _negated=True)), _connector='OR'), name='picture_has_alt_text_or_is_decorative', violation_error_code='field:alt', violation_error_message='Write alt text, or tick “decorative” and leave it out.'), models.CheckConstraint(condition=models.Q(('focus_x__lte', 100), ('focus_y__lte', 100)), name='picture_focus_is_inside')],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='picture',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.picture'),
        ),
        migrations.AddField(
            model_name='article',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='Shown on the article and its card.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.picture'),
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, help_text='From the smallest number to the largest. A new one with 0 goes last.', validators=[django.core.validators.MaxValueValidator(1000000)], verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, help_text='Since when it is no longer part of the article.', null=True)),
                ('text', models.CharField(help_text='As a reader would say it: “Could my medicine make me tired?”', max_length=200, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='symptoms.article')),
            ],
            options={
                'verbose_name': 'question to ask your team',
                'verbose_name_plural': 'questions to ask your team',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OwnQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('position', models.PositiveIntegerField(default=0)),
                ('star', models.PositiveSmallIntegerField(null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to=settings.AUTH_USER_MODEL)),
                ('adopted', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='symptoms.question')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('submitted', 'In review'), ('approved', 'Approved'), ('changes', 'Changes wanted')], max_length=10)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('next_due', models.DateField(help_text='When the text has to be checked again.', null=True)),
                ('checked_on', models.DateField(help_text='When the reviewer checked the text. Readers see it, and no review without it.', null=True)),
                ('is_own_text', models.BooleanField(default=False, help_text='Approved by somebody who had a hand in it, for the reason given.')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by_name', models.CharField(blank=True, max_length=254)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirms', models.ForeignKey(help_text='The approval of the whole text, where only a picture’s words were looked at since.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.review')),
                ('reviewer', models.ForeignKey(help_text='In whose name it was approved. Readers see it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.contributor')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField()),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='symptoms.review')),
            ],
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.TextField(help_text='ArticleContent as canonical JSON.')),
                ('clinical_hash', models.CharField(help_text='Of what a medical reviewer answers for; see ArticleContent.', max_length=64)),
                ('origin', models.CharField(blank=True, help_text='For content loaded from a folder: which text it was loaded from.', max_length=80)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('created_by_name', models.CharField(blank=True, max_length=254)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='symptoms.article')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.AddField(
            model_name='review',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='symptoms.revision'),
        ),
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reader', models.CharField(max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)], verbose_name='who it is for')),
                ('expires_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('created_by_name', models.CharField(blank=True, max_length=254)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preview_links', to='symptoms.revision')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateTimeField()),
                ('change_note', models.CharField(blank=True, max_length=300)),
                ('override_reason', models.CharField(blank=True, max_length=300)),
                ('waits_because', models.TextField(help_text='Why it was not scheduled, for editors.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('created_by_name', models.CharField(blank=True, max_length=254)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_how', models.CharField(blank=True, choices=[('scheduled', 'Scheduled'), ('dropped', 'Dropped'), ('rewritten', 'Written anew')], max_length=10)),
                ('settled_by_name', models.CharField(blank=True, max_length=254)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='symptoms.article')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='symptoms.revision')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='revision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='symptoms.revision'),
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_key', symptoms.models.name_key.NameKeyField()),
                ('name', models.CharField(help_text='As readers see it.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('slug', symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address leads to the new one.', max_length=100, unique=True)),
                ('intro', models.TextField(blank=True, help_text='Readers see this at the start of every article of the series. Written once, here.')),
            ],
            options={
                'verbose_name_plural': 'series',
                'ordering': [django.db.models.functions.text.Lower('name')],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('name_key',), name='series_name_is_told_apart'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='series_has_a_name')],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='series',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.series'),
        ),
        migrations.AddField(
            model_name='article',
            name='series',
            field=models.ForeignKey(blank=True, help_text='Its intro is shown before the article.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.series'),
        ),
        migrations.CreateModel(
            name='SharedLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('days', models.PositiveSmallIntegerField(choices=[(7, '7 days'), (30, '30 days')], default=7)),
                ('shows_name', models.BooleanField(default=False)),
                ('collection', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='shared_link', to='symptoms.collection')),
            ],
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, help_text='From the smallest number to the largest. A new one with 0 goes last.', validators=[django.core.validators.MaxValueValidator(1000000)], verbose_name='order')),
                ('title', models.CharField(help_text='As the source calls itself.', max_length=250, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('publisher', models.CharField(blank=True, help_text='Journal or organization.', max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('year', models.PositiveSmallIntegerField(blank=True, help_text='When it was published or last updated.', null=True)),
                ('url', models.URLField(blank=True, help_text='Where to read it.', max_length=500, verbose_name='address')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='symptoms.article')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sponsor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_key', symptoms.models.name_key.NameKeyField()),
                ('name', models.CharField(help_text='As readers see it.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('slug', symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address leads to the new one.', max_length=100, unique=True)),
                ('makes', models.CharField(help_text='Completes the sentence “This company makes …”. Readers see it on the article.', max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('is_fictional', models.BooleanField(default=False, help_text='Readers are told so wherever the name is shown.', verbose_name='invented for a demonstration')),
            ],
            options={
                'ordering': [django.db.models.functions.text.Lower('name')],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('name_key',), name='sponsor_name_is_told_apart'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='sponsor_has_a_name')],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='sponsor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.sponsor'),
        ),
        migrations.AddField(
            model_name='article',
            name='sponsor',
            field=models.ForeignKey(blank=True, help_text='Who paid. Readers are told before the text and on every card.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.sponsor'),
        ),
        migrations.CreateModel(
            name='Symptom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_key', symptoms.models.name_key.NameKeyField()),
                ('name', models.CharField(help_text='As readers see it.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('slug', symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address leads to the new one.', max_length=100, unique=True)),
                ('visibility', models.CharField(choices=[('visible', 'Visible: others can see it'), ('invisible', 'Invisible: only the person feels it'), ('both', 'Can be either')], help_text='Readers see this on the list of symptoms and can filter by it.', max_length=10)),
                ('also_called', symptoms.models.fields.LinesField(blank=True, help_text='Other names for it, one on each line, in the words that readers use: “stiff legs”. The list from A to Z and the search lead from them to this symptom.')),
                ('summary', models.TextField(blank=True, help_text='Two or three plain sentences at the top of the symptom’s page.')),
            ],
            options={
                'ordering': [django.db.models.functions.text.Lower('name')],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('name_key',), name='symptom_name_is_told_apart'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='symptom_has_a_name'), models.CheckConstraint(condition=models.Q(('visibility__in', ['visible', 'invisible', 'both'])), name='symptom_visibility_is_known')],
            },
        ),
        migrations.CreateModel(
            name='EditionSymptom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='symptom_links', to='symptoms.edition')),
                ('symptom', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edition_links', to='symptoms.symptom')),
            ],
        ),
        migrations.AddField(
            model_name='edition',
            name='symptoms',
            field=models.ManyToManyField(related_name='+', through='symptoms.EditionSymptom', to='symptoms.symptom'),
        ),
        migrations.AddField(
            model_name='article',
            name='symptoms',
            field=models.ManyToManyField(blank=True, help_text='The article and its tips are listed on these symptoms’ pages.', related_name='+', to='symptoms.symptom'),
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('name_key', symptoms.models.name_key.NameKeyField()),
                ('slug', symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address leads to the new one.', max_length=100, unique=True)),
            ],
            options={
                'ordering': [django.db.models.functions.text.Lower('name')],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('name_key',), name='tag_name_is_told_apart')],
            },
        ),
        migrations.CreateModel(
            name='EditionTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tag_links', to='symptoms.edition')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edition_links', to='symptoms.tag')),
            ],
        ),
        migrations.AddField(
            model_name='edition',
            name='tags',
            field=models.ManyToManyField(related_name='+', through='symptoms.EditionTag', to='symptoms.tag'),
        ),
        migrations.CreateModel(
            name='ArticleTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_tags', to='symptoms.article')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s_items', to='symptoms.tag')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='Words that readers can follow to other articles.', through='symptoms.ArticleTag', to='symptoms.Tag', verbose_name='Tags'),
        ),
        migrations.CreateModel(
            name='TermRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='The model’s name, such as “symptom”.', max_length=20)),
                ('term_id', models.PositiveBigIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('step', models.CharField(choices=[('saved', 'Readers saw it'), ('proposed', 'Waits for a medical reviewer'), ('sent_back', 'Came back with a note'), ('taken_back', 'Taken back'), ('approved', 'Approved; readers saw it')], max_length=10)),
                ('words', models.TextField(help_text='The term’s fields as canonical JSON.')),
                ('origin', models.CharField(blank=True, help_text='The text of a content folder that it came from.', max_length=100)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('is_own_text', models.BooleanField(default=False, help_text='Approved by somebody who had a hand in it, for the reason given.')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by_name', models.CharField(blank=True, max_length=254)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewer', models.ForeignKey(help_text='In whose name it was approved.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.contributor')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Tip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, help_text='From the smallest number to the largest. A new one with 0 goes last.', validators=[django.core.validators.MaxValueValidator(1000000)], verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, help_text='Since when it is no longer part of the article.', null=True)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(help_text='An instruction of at most 12 words: “Rest before you feel tired”.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('slug', symptoms.models.fields.LowerCaseSlugField(editable=False, help_text='Made from the first title and kept: saved links to the tip use it.', max_length=100)),
                ('body', models.TextField(help_text='Readers may see a tip alone: say all it needs.')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tips', to='symptoms.article')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='favorite',
            name='tip',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.tip'),
        ),
        migrations.CreateModel(
            name='EditionTip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text="1 for the article's first tip.")),
                ('slug', models.SlugField(db_index=False, max_length=100)),
                ('title', models.CharField(max_length=100)),
                ('text_hash', models.CharField(blank=True, help_text='Of its title and body; see TipContent.', max_length=64)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tips', to='symptoms.edition')),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='symptoms.tip')),
            ],
            options={
                'ordering': ['edition', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_key', symptoms.models.name_key.NameKeyField()),
                ('name', models.CharField(help_text='As readers see it.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out control characters: they cannot be shown.', inverse_match=True)])),
                ('slug', symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address leads to the new one.', max_length=100, unique=True)),
                ('description', models.TextField(blank=True, help_text='Shown at the top of the topic’s page.')),
            ],
            options={
                'ordering': [django.db.models.functions.text.Lower('name')],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('name_key',), name='topic_name_is_told_apart'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='topic_has_a_name')],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='topic',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.topic'),
        ),
        migrations.AddField(
            model_name='article',
            name='topic',
            field=models.ForeignKey(blank=True, help_text='The shelf it stands on. Needed to publish.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.topic'),
        ),
        migrations.CreateModel(
            name='CareCallout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('emergency', 'Immediate action required: call the emergency number now'), ('urgent', 'Urgent advice: call the MS team or doctor today'), ('non_urgent', 'Non-urgent advice: talk to the MS team')], max_length=10)),
                ('signs', models.TextField(help_text='One sign a line. Each goes on after “… if:”, such as “you cannot pass urine at all”. The heading is written for you.', max_length=1500, validators=[django.core.validators.RegexValidator('[\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Leave out tabs and control characters: they cannot be shown.', inverse_match=True), django.core.validators.MaxLengthValidator(1500)])),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='callouts', to='symptoms.article')),
            ],
            options={
                'verbose_name': 'card: when to get help',
                'verbose_name_plural': 'when to get help',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('article', 'level'), name='callout_level_once_an_article', violation_error_message='There is a card of this level. Put all signs on one.'), models.CheckConstraint(condition=models.Q(('level__in', ['emergency', 'urgent', 'non_urgent'])), name='callout_level_is_known'), models.CheckConstraint(condition=models.Q(('signs', ''), _negated=True), name='callout_has_signs')],
            },
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='collection_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.UniqueConstraint(fields=('user', 'name'), name='collection_name_once'),
        ),
        migrations.AddConstraint(
            model_name='contributor',
            constraint=models.UniqueConstraint(fields=('name_key',), name='contributor_name_is_told_apart'),
        ),
        migrations.AddConstraint(
            model_name='contributor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='contributor_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='contributor',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['clinician', 'community', 'staff'])), name='contributor_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='collectionitem',
            constraint=models.UniqueConstraint(fields=('collection', 'favorite'), name='collected_once'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('answer__in', ['yes', 'partly', 'no'])), name='feedback_answer_is_known'),
        ),
        migrations.AddIndex(
            model_name='formeraddress',
            index=models.Index(fields=['content_type', 'object_id'], name='former_address_of_term'),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.UniqueConstraint(fields=('content_type', 'slug'), name='former_address_belongs_to_one_term'),
        ),
        migrations.AddConstraint(
            model_name='handpicked',
            constraint=models.UniqueConstraint(fields=('article', 'related'), name='related_article_once'),
        ),
        migrations.AddConstraint(
            model_name='handpicked',
            constraint=models.CheckConstraint(condition=models.Q(('article', models.F('related')), _negated=True), name='related_article_is_another', violation_error_message='An article cannot be related to itself.'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='question_has_words'),
        ),
        migrations.AddConstraint(
            model_name='ownquestion',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='own_question_has_words'),
        ),
        migrations.AddConstraint(
            model_name='ownquestion',
            constraint=models.CheckConstraint(condition=models.Q(('star', None), ('star__range', (1, 3)), _connector='OR'), name='own_question_star_is_1_to_3'),
        ),
        migrations.AddConstraint(
            model_name='ownquestion',
            constraint=models.UniqueConstraint(fields=('user', 'star'), name='own_question_star_once'),
        ),
        migrations.AddConstraint(
            model_name='ownquestion',
            constraint=models.UniqueConstraint(fields=('user', 'adopted'), name='own_question_adopted_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewreminder',
            constraint=models.UniqueConstraint(fields=('review', 'days'), name='reminder_once_a_tier'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='revision_number_once'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_due__isnull', False), ('reviewer__isnull', False), ('verdict', 'approved')), models.Q(('next_due', None), ('reviewer', None), ('verdict__in', ['submitted', 'changes'])), _connector='OR'), name='review_approval_has_a_name_and_a_date'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('verdict', 'changes'), _negated=True), ('is_own_text', False)), models.Q(('reason', ''), _negated=True), _connector='OR'), name='review_says_why'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('confirms', None), ('verdict', 'approved'), _connector='OR'), name='review_confirms_by_approving'),
        ),
        migrations.AddConstraint(
            model_name='previewlink',
            constraint=models.CheckConstraint(condition=models.Q(('reader', ''), _negated=True), name='preview_link_says_for_whom'),
        ),
        migrations.AddConstraint(
            model_name='previewlink',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='preview_link_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_how', '')), models.Q(('settled_at__isnull', False), models.Q(('settled_how', ''), _negated=True)), _connector='OR'), name='plan_waits_or_says_what_became_of_it'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('article', 'starts'), name='plan_one_start_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='sharedlink',
            constraint=models.CheckConstraint(condition=models.Q(('days__in', [7, 30])), name='shared_link_ends_after_a_week_or_a_month'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='source_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('year', None), ('year__range', (1800, 2200)), _connector='OR'), name='source_year_is_plausible', violation_error_code='field:year', violation_error_message='Write the year with four digits.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__istartswith', 'http://'), ('url__istartswith', 'https://'), _connector='OR'), name='source_address_is_on_the_web', violation_error_code='field:url', violation_error_message='The address must start with http:// or https://.'),
        ),
        migrations.AddConstraint(
            model_name='editionsymptom',
            constraint=models.UniqueConstraint(fields=('symptom', 'edition'), name='edition_symptom_once'),
        ),
        migrations.AddConstraint(
            model_name='editiontag',
            constraint=models.UniqueConstraint(fields=('tag', 'edition'), name='edition_tag_once'),
        ),
        migrations.AddConstraint(
            model_name='articletag',
            constraint=models.UniqueConstraint(fields=('tag', 'content_object'), name='article_tag_once'),
        ),
        migrations.AddConstraint(
            model_name='termrevision',
            constraint=models.UniqueConstraint(fields=('kind', 'term_id', 'number'), name='term_revision_number_once'),
        ),
        migrations.AddConstraint(
            model_name='termrevision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewer__isnull', False), ('step', 'approved')), models.Q(('reviewer', None), ('step__in', ['saved', 'proposed', 'sent_back', 'taken_back'])), _connector='OR'), name='term_revision_approval_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='termrevision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('step', 'sent_back'), _negated=True), ('is_own_text', False)), models.Q(('reason', ''), _negated=True), _connector='OR'), name='term_revision_says_why'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.UniqueConstraint(fields=('article', 'slug'), name='tip_slug_once_an_article'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='tip_has_a_title_and_slug'),
        ),
        migrations.AddIndex(
            model_name='favorite',
            index=models.Index(fields=['user', '-created_at', '-id'], name='favorite_newest'),
        ),
        migrations.AddConstraint(
            model_name='favorite',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('tip', None)), models.Q(('article', None), ('tip__isnull', False)), _connector='OR'), name='favorite_is_an_article_or_a_tip'),
        ),
        migrations.AddConstraint(
            model_name='favorite',
            constraint=models.CheckConstraint(condition=models.Q(('status', ''), models.Q(('status__in', ['want', 'tried', 'helped', 'did_not']), ('tip__isnull', False)), _connector='OR'), name='favorite_status_is_of_a_tip'),
        ),
        migrations.AddConstraint(
            model_name='favorite',
            constraint=models.UniqueConstraint(fields=('user', 'article'), name='favorite_article_once'),
        ),
        migrations.AddConstraint(
            model_name='favorite',
            constraint=models.UniqueConstraint(fields=('user', 'tip'), name='favorite_tip_once'),
        ),
        migrations.AddConstraint(
            model_name='editiontip',
            constraint=models.UniqueConstraint(fields=('tip', 'edition'), name='edition_tip_once'),
        ),
        migrations.AddConstraint(
            model_name='editiontip',
            constraint=models.UniqueConstraint(fields=('edition', 'number'), name='edition_tip_number_once'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['slug'], name='edition_by_slug'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['kind', 'title'], name='edition_by_kind'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['-first_live_from', '-id'], name='edition_newest_first'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['topic', '-first_live_from', '-id'], name='edition_by_topic'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['author', '-first_live_from', '-id'], name='edition_by_author'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['series', 'series_part'], name='edition_by_series'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_live_from', None), ('kind', ''), ('revision', None), ('slug', ''), ('title', ''), models.Q(('reason', ''), _negated=True)), models.Q(('first_live_from__isnull', False), ('reason', ''), ('revision__isnull', False), models.Q(('slug', ''), _negated=True), models.Q(('title', ''), _negated=True), models.Q(models.Q(('author__isnull', False), ('kind__in', ['information', 'story']), ('topic__isnull', False)), models.Q(('author', None), ('kind', 'page'), ('series', None), ('sponsor', None), ('topic', None)), _connector='OR')), _connector='OR'), name='edition_is_a_version_or_a_withdrawal'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('dropped_at', None), ('dropped_at__lt', models.F('live_from')), _connector='OR'), name='edition_dropped_before_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('overridden', ''), ('override_reason', '')), models.Q(models.Q(('overridden', ''), _negated=True), models.Q(('override_reason', ''), _negated=True)), _connector='OR'), name='edition_says_why_it_was_overridden'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('dropped_at', None)), fields=('article', 'live_from'), name='edition_one_start_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='article_has_a_title_and_slug'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['information', 'story', 'page'])), name='article_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('series', None), ('series_part', None)), models.Q(('series__isnull', False), ('series_part__gte', 1), ('series_part__isnull', False)), _connector='OR'), name='article_part_goes_with_series', violation_error_code='field:series_part', violation_error_message='Give a series and a part from 1 up, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(fields=('series', 'series_part'), name='article_one_per_part', violation_error_code='field:series_part', violation_error_message='Another article has this part of the series.'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sponsor', None), ('sponsor_role', '')), models.Q(('sponsor__isnull', False), ('sponsor_role__in', ['paid_for', 'paid_for_and_wrote', 'supplied_pictures'])), _connector='OR'), name='article_sponsor_has_a_role', violation_error_code='field:sponsor_role', violation_error_message='Name the sponsor and what it did, or neither.'),
        ),
    ]
