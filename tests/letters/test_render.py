"""Text and HTML come from the same blocks."""

from letter_samples import PACKS

from segue.letters.render import as_html, as_text, block


def test_a_list_is_a_list_in_both():
    blocks = [block("Whom to ask:"), block("billing → Jane\nprojects → John", "list")]
    assert as_text(blocks) == "Whom to ask:\n\n- billing → Jane\n- projects → John"
    assert "<ul><li>billing → Jane</li><li>projects → John</li></ul>" in as_html(blocks, PACKS["en-GB"])


def test_what_looks_like_markup_is_text():
    assert "<p>a &lt;b&gt; &amp; c<br>d</p>" in as_html([block("a <b> & c\nd")], PACKS["en-GB"])
