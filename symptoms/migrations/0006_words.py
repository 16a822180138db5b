"""The words of labels, help texts and messages: the tables stay as they are."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import symptoms.models.article
import symptoms.models.fields
import symptoms.models.name_key
import taggit.managers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0005_ordered_links'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ['title'], 'permissions': [('publish_article', 'Can publish, schedule and withdraw articles'), ('override_checklist', 'Can publish in spite of the checklist, for a reason on record'), ('review_article', 'Can approve the medical content of articles, or ask for changes')], 'verbose_name': 'article', 'verbose_name_plural': 'articles'},
        ),
        migrations.AlterModelOptions(
            name='contributor',
            options={'ordering': [django.db.models.functions.text.Lower('name')], 'verbose_name': 'contributor', 'verbose_name_plural': 'contributors'},
        ),
        migrations.AlterModelOptions(
            name='picture',
            options={'ordering': ['-created_at', '-pk'], 'verbose_name': 'picture', 'verbose_name_plural': 'pictures'},
        ),
        migrations.AlterModelOptions(
            name='series',
            options={'ordering': [django.db.models.functions.text.Lower('name')], 'verbose_name': 'series', 'verbose_name_plural': 'series'},
        ),
        migrations.AlterModelOptions(
            name='source',
            options={'ordering': ['position', 'pk'], 'verbose_name': 'source', 'verbose_name_plural': 'sources'},
        ),
        migrations.AlterModelOptions(
            name='sponsor',
            options={'ordering': [django.db.models.functions.text.Lower('name')], 'verbose_name': 'sponsor', 'verbose_name_plural': 'sponsors'},
        ),
        migrations.AlterModelOptions(
            name='symptom',
            options={'ordering': [django.db.models.functions.text.Lower('name')], 'verbose_name': 'symptom', 'verbose_name_plural': 'symptoms'},
        ),
        migrations.AlterModelOptions(
            name='tag',
            options={'ordering': [django.db.models.functions.text.Lower('name')], 'verbose_name': 'tag', 'verbose_name_plural': 'tags'},
        ),
        migrations.AlterModelOptions(
            name='tip',
            options={'ordering': ['position', 'pk'], 'verbose_name': 'tip', 'verbose_name_plural': 'tips'},
        ),
        migrations.AlterModelOptions(
            name='topic',
            options={'ordering': [django.db.models.functions.text.Lower('name')], 'verbose_name': 'topic', 'verbose_name_plural': 'topics'},
        ),
        migrations.AlterField(
            model_name='article',
            name='author',
            field=models.ForeignKey(blank=True, help_text='The name readers see as “By …”. Required to publish.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.contributor', verbose_name='author'),
        ),
        migrations.AlterField(
            model_name='article',
            name='body',
            field=models.TextField(blank=True, help_text='Required to publish.', verbose_name='body'),
        ),
        migrations.AlterField(
            model_name='article',
            name='closing',
            field=models.TextField(blank=True, help_text='The last paragraph, after the tips.', verbose_name='closing'),
        ),
        migrations.AlterField(
            model_name='article',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='article',
            name='first_published',
            field=models.DateField(blank=True, help_text='The day it was first published elsewhere, if it was public before it was on this site.', null=True, validators=[symptoms.models.article.past_day], verbose_name='first published'),
        ),
        migrations.AlterField(
            model_name='article',
            name='is_general',
            field=models.BooleanField(default=False, help_text='Check this if the article is not about a single symptom. A symptom or this checkbox is required to publish.', verbose_name='about no symptom in particular'),
        ),
        migrations.AlterField(
            model_name='article',
            name='kind',
            field=models.CharField(choices=[('information', 'Health information'), ('story', 'Personal story'), ('page', 'About this site')], default='information', help_text='Readers see it before the text and on every card. “About this site” is for pages such as privacy or contact. They have a title, a standfirst and a body, and every page links to them at the bottom.', max_length=12, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='article',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='Shown on the article and its card.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.picture', verbose_name='picture'),
        ),
        migrations.AlterField(
            model_name='article',
            name='series',
            field=models.ForeignKey(blank=True, help_text='Its intro is shown before the article.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.series', verbose_name='series'),
        ),
        migrations.AlterField(
            model_name='article',
            name='slug',
            field=symptoms.models.fields.LowerCaseSlugField(error_messages={'unique': 'Another article has this address.'}, help_text='The last part of the page’s address. Once published, the old address redirects.', max_length=120, unique=True, verbose_name='slug'),
        ),
        migrations.AlterField(
            model_name='article',
            name='sponsor',
            field=models.ForeignKey(blank=True, help_text='Who paid. Readers see this before the text and on every card.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.sponsor', verbose_name='sponsor'),
        ),
        migrations.AlterField(
            model_name='article',
            name='sponsor_role',
            field=models.CharField(blank=True, choices=[('paid_for', 'Paid for it'), ('paid_for_and_wrote', 'Wrote it and paid for it'), ('supplied_pictures', 'Supplied the pictures')], help_text='What the sponsor did. The sentence readers see is made from it.', max_length=20, verbose_name='sponsor role'),
        ),
        migrations.AlterField(
            model_name='article',
            name='standfirst',
            field=models.CharField(blank=True, help_text='One line under the title, and the text of the article’s card. Required to publish.', max_length=200, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='standfirst'),
        ),
        migrations.AlterField(
            model_name='article',
            name='symptoms',
            field=models.ManyToManyField(blank=True, help_text='The article and its tips are listed on these symptoms’ pages.', related_name='+', to='symptoms.symptom', verbose_name='symptoms'),
        ),
        migrations.AlterField(
            model_name='article',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='Readers can use a tag to find other articles.', through='symptoms.ArticleTag', to='symptoms.Tag', verbose_name='Tags'),
        ),
        migrations.AlterField(
            model_name='article',
            name='tips_heading',
            field=models.CharField(blank=True, help_text='The heading above the tips.', max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='tips heading'),
        ),
        migrations.AlterField(
            model_name='article',
            name='tips_intro',
            field=models.TextField(blank=True, help_text='A few lines before the first tip.', verbose_name='tips intro'),
        ),
        migrations.AlterField(
            model_name='article',
            name='title',
            field=models.CharField(help_text='The page’s main heading.', max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='title'),
        ),
        migrations.AlterField(
            model_name='article',
            name='topic',
            field=models.ForeignKey(blank=True, help_text='The topic that lists this article. Required to publish.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.topic', verbose_name='topic'),
        ),
        migrations.AlterField(
            model_name='article',
            name='updated_at',
            field=models.DateTimeField(auto_now=True, verbose_name='updated at'),
        ),
        migrations.AlterField(
            model_name='carecallout',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='callouts', to='symptoms.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='carecallout',
            name='level',
            field=models.CharField(choices=[('emergency', 'Immediate action required: call the emergency number now'), ('urgent', 'Urgent advice: call the MS team or doctor today'), ('non_urgent', 'Non-urgent advice: talk to the MS team')], max_length=10, verbose_name='level'),
        ),
        migrations.AlterField(
            model_name='carecallout',
            name='signs',
            field=models.TextField(help_text='One sign on each line. Each completes “… if:”, such as “you can’t pass urine at all”. The heading is added for you.', max_length=1500, validators=[django.core.validators.RegexValidator('[\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove tabs and control characters. They can’t be shown.', inverse_match=True), django.core.validators.MaxLengthValidator(1500)], verbose_name='signs'),
        ),
        migrations.AlterField(
            model_name='collection',
            name='name',
            field=models.CharField(max_length=80, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)]),
        ),
        migrations.AlterField(
            model_name='contributor',
            name='account',
            field=models.OneToOneField(blank=True, help_text='The account of this person. What the account approves is approved in this name.', limit_choices_to={'is_staff': True}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributor', to=settings.AUTH_USER_MODEL, verbose_name='account'),
        ),
        migrations.AlterField(
            model_name='contributor',
            name='bio',
            field=models.TextField(blank=True, help_text='Shown on the contributor’s own page.', verbose_name='bio'),
        ),
        migrations.AlterField(
            model_name='contributor',
            name='is_fictional',
            field=models.BooleanField(default=False, help_text='Readers see this wherever the name is shown.', verbose_name='invented for a demonstration'),
        ),
        migrations.AlterField(
            model_name='contributor',
            name='kind',
            field=models.CharField(choices=[('clinician', 'Clinician'), ('community', 'Community member'), ('staff', 'Staff')], help_text='Tells readers what the person’s knowledge is based on.', max_length=10, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='contributor',
            name='name',
            field=models.CharField(help_text='As readers see it.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)]),
        ),
        migrations.AlterField(
            model_name='contributor',
            name='name_key',
            field=symptoms.models.name_key.NameKeyField(verbose_name='name key'),
        ),
        migrations.AlterField(
            model_name='contributor',
            name='role',
            field=models.CharField(blank=True, help_text='Follows the name on every byline, for example “MS nurse specialist”.', max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='role'),
        ),
        migrations.AlterField(
            model_name='contributor',
            name='slug',
            field=symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address redirects to the new one.', max_length=100, unique=True),
        ),
        migrations.AlterField(
            model_name='edition',
            name='change_note',
            field=models.CharField(blank=True, help_text='What changed, for readers who saved it.', max_length=300),
        ),
        migrations.AlterField(
            model_name='edition',
            name='overridden',
            field=models.TextField(blank=True, help_text='Problems on the checklist that were overridden when it was published.'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='override_reason',
            field=models.CharField(blank=True, help_text='Why the checklist was overridden.', max_length=300),
        ),
        migrations.AlterField(
            model_name='feedback',
            name='comment',
            field=models.TextField(blank=True, max_length=500, validators=[django.core.validators.RegexValidator('[\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove tabs and control characters. They can’t be shown.', inverse_match=True), django.core.validators.MaxLengthValidator(500)]),
        ),
        migrations.AlterField(
            model_name='handpicked',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_picked', to='symptoms.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='handpicked',
            name='related',
            field=models.ForeignKey(error_messages={'invalid': 'Choose an article, not a page about this site.'}, help_text='Shown to readers only while it is live.', limit_choices_to=models.Q(('kind', 'page'), _negated=True), on_delete=django.db.models.deletion.CASCADE, related_name='+', to='symptoms.article', verbose_name='related'),
        ),
        migrations.AlterField(
            model_name='ownquestion',
            name='text',
            field=models.CharField(max_length=200, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)]),
        ),
        migrations.AlterField(
            model_name='picture',
            name='alt',
            field=models.CharField(blank=True, help_text='What the picture shows, for readers who cannot see it.', max_length=150, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='alt text'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='credit',
            field=models.CharField(blank=True, help_text='Who made it, and its license.', max_length=150, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='credit'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='file',
            field=models.FileField(editable=False, error_messages={'unique': 'This picture is already in the collection.'}, unique=True, upload_to=''),
        ),
        migrations.AlterField(
            model_name='picture',
            name='focus_x',
            field=models.PositiveSmallIntegerField(default=50, help_text='In percent. This point stays visible when the picture is cropped.', validators=[django.core.validators.MaxValueValidator(100, 'Use a number from 0 to 100.')], verbose_name='focus from the left'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='is_decorative',
            field=models.BooleanField(default=False, help_text='Check this if the picture adds nothing to the text. Then leave the alt text empty.', verbose_name='decorative'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='title',
            field=models.CharField(help_text='Helps editors find the picture.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='title'),
        ),
        migrations.AlterField(
            model_name='plan',
            name='settled_how',
            field=models.CharField(blank=True, choices=[('scheduled', 'Scheduled'), ('dropped', 'Dropped'), ('rewritten', 'Rewritten')], max_length=10),
        ),
        migrations.AlterField(
            model_name='previewlink',
            name='reader',
            field=models.CharField(max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='who it is for'),
        ),
        migrations.AlterField(
            model_name='question',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='symptoms.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='question',
            name='retired_at',
            field=models.DateTimeField(editable=False, help_text='When it was removed from the article.', null=True),
        ),
        migrations.AlterField(
            model_name='question',
            name='text',
            field=models.CharField(help_text='As a reader would say it: “Could my medicine make me tired?”', max_length=200, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='review',
            name='checked_on',
            field=models.DateField(help_text='When the text was reviewed. Readers see this date. Without it, they see no review.', null=True),
        ),
        migrations.AlterField(
            model_name='review',
            name='confirms',
            field=models.ForeignKey(help_text='The approval of the whole text, if only a picture’s alt text was reviewed since.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.review'),
        ),
        migrations.AlterField(
            model_name='review',
            name='is_own_text',
            field=models.BooleanField(default=False, help_text='Approved by a person who worked on the text, for the recorded reason.'),
        ),
        migrations.AlterField(
            model_name='review',
            name='next_due',
            field=models.DateField(help_text='When the text is due for its next review.', null=True),
        ),
        migrations.AlterField(
            model_name='review',
            name='reviewer',
            field=models.ForeignKey(help_text='The clinician who approved it. Readers see the name.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.contributor'),
        ),
        migrations.AlterField(
            model_name='series',
            name='intro',
            field=models.TextField(blank=True, help_text='Readers see this at the start of every article of the series. Written once, here.', verbose_name='intro'),
        ),
        migrations.AlterField(
            model_name='series',
            name='name',
            field=models.CharField(help_text='As readers see it.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)]),
        ),
        migrations.AlterField(
            model_name='series',
            name='name_key',
            field=symptoms.models.name_key.NameKeyField(verbose_name='name key'),
        ),
        migrations.AlterField(
            model_name='series',
            name='slug',
            field=symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address redirects to the new one.', max_length=100, unique=True),
        ),
        migrations.AlterField(
            model_name='source',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='symptoms.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='source',
            name='publisher',
            field=models.CharField(blank=True, help_text='Journal or organization.', max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='publisher'),
        ),
        migrations.AlterField(
            model_name='source',
            name='title',
            field=models.CharField(help_text='The title of the source.', max_length=250, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='title'),
        ),
        migrations.AlterField(
            model_name='source',
            name='year',
            field=models.PositiveSmallIntegerField(blank=True, help_text='When it was published or last updated.', null=True, verbose_name='year'),
        ),
        migrations.AlterField(
            model_name='sponsor',
            name='is_fictional',
            field=models.BooleanField(default=False, help_text='Readers see this wherever the name is shown.', verbose_name='invented for a demonstration'),
        ),
        migrations.AlterField(
            model_name='sponsor',
            name='makes',
            field=models.CharField(help_text='Completes the sentence “This company makes …”. Readers see it on the article.', max_length=120, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='makes'),
        ),
        migrations.AlterField(
            model_name='sponsor',
            name='name',
            field=models.CharField(help_text='As readers see it.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)]),
        ),
        migrations.AlterField(
            model_name='sponsor',
            name='name_key',
            field=symptoms.models.name_key.NameKeyField(verbose_name='name key'),
        ),
        migrations.AlterField(
            model_name='sponsor',
            name='slug',
            field=symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address redirects to the new one.', max_length=100, unique=True),
        ),
        migrations.AlterField(
            model_name='symptom',
            name='also_called',
            field=symptoms.models.fields.LinesField(blank=True, help_text='Other names for it, one on each line, in the words that readers use: “stiff legs”. The A to Z list and the search also find the symptom by these names.', verbose_name='also called'),
        ),
        migrations.AlterField(
            model_name='symptom',
            name='name',
            field=models.CharField(help_text='As readers see it.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)]),
        ),
        migrations.AlterField(
            model_name='symptom',
            name='name_key',
            field=symptoms.models.name_key.NameKeyField(verbose_name='name key'),
        ),
        migrations.AlterField(
            model_name='symptom',
            name='slug',
            field=symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address redirects to the new one.', max_length=100, unique=True),
        ),
        migrations.AlterField(
            model_name='symptom',
            name='summary',
            field=models.TextField(blank=True, help_text='Two or three plain sentences at the top of the symptom’s page.', verbose_name='summary'),
        ),
        migrations.AlterField(
            model_name='symptom',
            name='visibility',
            field=models.CharField(choices=[('visible', 'Visible: others can see it'), ('invisible', 'Invisible: only the person feels it'), ('both', 'Can be either')], help_text='Readers see this on the list of symptoms and can filter by it.', max_length=10, verbose_name='visibility'),
        ),
        migrations.AlterField(
            model_name='tag',
            name='name_key',
            field=symptoms.models.name_key.NameKeyField(verbose_name='name key'),
        ),
        migrations.AlterField(
            model_name='tag',
            name='slug',
            field=symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address redirects to the new one.', max_length=100, unique=True),
        ),
        migrations.AlterField(
            model_name='termrevision',
            name='is_own_text',
            field=models.BooleanField(default=False, help_text='Approved by a person who worked on the text, for the recorded reason.'),
        ),
        migrations.AlterField(
            model_name='termrevision',
            name='reviewer',
            field=models.ForeignKey(help_text='The clinician who approved it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='symptoms.contributor'),
        ),
        migrations.AlterField(
            model_name='termrevision',
            name='step',
            field=models.CharField(choices=[('saved', 'Readers saw it'), ('proposed', 'Waiting for a medical reviewer'), ('sent_back', 'Came back with a note'), ('taken_back', 'Taken back'), ('approved', 'Approved; readers saw it')], max_length=10),
        ),
        migrations.AlterField(
            model_name='tip',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tips', to='symptoms.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='tip',
            name='body',
            field=models.TextField(help_text='Readers may see the tip without the article. Include everything they need.', verbose_name='body'),
        ),
        migrations.AlterField(
            model_name='tip',
            name='retired_at',
            field=models.DateTimeField(editable=False, help_text='When it was removed from the article.', null=True),
        ),
        migrations.AlterField(
            model_name='tip',
            name='slug',
            field=symptoms.models.fields.LowerCaseSlugField(editable=False, help_text='Made from the first title. It doesn’t change, because saved links to the tip use it.', max_length=100),
        ),
        migrations.AlterField(
            model_name='tip',
            name='title',
            field=models.CharField(help_text='An instruction of at most 12 words: “Rest before you feel tired”.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='title'),
        ),
        migrations.AlterField(
            model_name='topic',
            name='description',
            field=models.TextField(blank=True, help_text='Shown at the top of the topic’s page.', verbose_name='description'),
        ),
        migrations.AlterField(
            model_name='topic',
            name='name',
            field=models.CharField(help_text='As readers see it.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)]),
        ),
        migrations.AlterField(
            model_name='topic',
            name='name_key',
            field=symptoms.models.name_key.NameKeyField(verbose_name='name key'),
        ),
        migrations.AlterField(
            model_name='topic',
            name='slug',
            field=symptoms.models.fields.LowerCaseSlugField(help_text='The last part of the page’s address. The old address redirects to the new one.', max_length=100, unique=True),
        ),
        migrations.AlterConstraint(
            model_name='article',
            name='article_part_goes_with_series',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('series', None), ('series_part', None)), models.Q(('series__isnull', False), ('series_part__gte', 1), ('series_part__isnull', False)), _connector='OR'), name='article_part_goes_with_series', violation_error_code='field:series_part', violation_error_message='Choose a series and enter a part of 1 or more, or leave both empty.'),
        ),
        migrations.AlterConstraint(
            model_name='article',
            name='article_sponsor_has_a_role',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sponsor', None), ('sponsor_role', '')), models.Q(('sponsor__isnull', False), ('sponsor_role__in', ['paid_for', 'paid_for_and_wrote', 'supplied_pictures'])), _connector='OR'), name='article_sponsor_has_a_role', violation_error_code='field:sponsor_role', violation_error_message='Choose a sponsor and its role, or leave both empty.'),
        ),
        migrations.AlterConstraint(
            model_name='picture',
            name='picture_has_alt_text_or_is_decorative',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('alt', ''), ('is_decorative', True)), models.Q(('is_decorative', False), models.Q(('alt', ''), _negated=True)), _connector='OR'), name='picture_has_alt_text_or_is_decorative', violation_error_code='field:alt', violation_error_message='Write alt text, or check “decorative” and leave the alt text empty.'),
        ),
        migrations.AlterConstraint(
            model_name='source',
            name='source_year_is_plausible',
            constraint=models.CheckConstraint(condition=models.Q(('year', None), ('year__range', (1800, 2200)), _connector='OR'), name='source_year_is_plausible', violation_error_code='field:year', violation_error_message='Enter a year with four digits.'),
        ),
    ]
