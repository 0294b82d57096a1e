"""Layouts in which news sites lay out a page, around one invented article: what is to be read, and what is not."""

ARTICLE = (
    "Ilva Dorn, the prime minister of Tarsia, said on Monday that she would send a battalion to the causeway.",
    "“We are ready to go as soon as the mandate is signed,” Dorn told reporters in Port Anse after a cabinet meeting.",
    "The battalion would join two companies from Sollen, which have waited at the border since the truce of May.",
    "President Aldo Brenn of Corvel called the plan “a pose” and said that no foreign soldier would cross the river.",
    "Talks between the two sides are to go on next week, and observers expect them to last well into summer.",
)
COOKIES = (
    "“We value your privacy,” we say: we and our 812 partners store and read information on a device, as cookies do.",
    "You said that you agree to personalised advertising; you may change your mind at any time in the settings.",
)
MOST_READ = (
    "“We will not pay,” says minister Vask",
    "Brenn said to be ill, aides deny it",
    "Ferry sinks: captain told crew to stay",
)
COMMENTS = (
    "Reader27 said: this is the third battalion that they promised us, and the first two never came, as all know.",
    "“I told you so,” wrote oldsailor, and I say it again: the causeway cannot be held by one battalion, nor by three.",
    "Somebody should tell Dorn that winter is near, she said that herself last year and nobody at all listened to her.",
)
TEASERS = ("Dorn said on Sunday that taxes would rise.", "Brenn told his party to wait for spring.")


def _p(lines, tag="p"):
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def _list(lines, kind):
    return (
        f'<div class="{kind}"><h3>More</h3><ul>'
        + "".join(f'<li><a href="#">{x}</a></li>' for x in lines)
        + "</ul></div>"
    )


_COOKIES = f'<div id="onetrust-banner-sdk" role="dialog">{_p(COOKIES)}<button>Accept</button></div>'
_COMMENTS = f'<section class="comments-area">{_p(COMMENTS * 3)}</section>'
_NAV = '<nav><ul><li><a href="#">Home</a></li><li><a href="#">World</a></li></ul></nav>'
_CARDS = "".join(f'<article class="card"><h3><a href="#">Read on</a></h3><p>{x}</p></article>' for x in TEASERS)

_POSTS = "".join(f'<article class="post"><time>12:0{n}</time><p>{x}</p></article>' for n, x in enumerate(ARTICLE))
_OPEN = '<figure><img src="a"><figcaption>Dorn in May.</figcaption>'

LAYOUTS = {
    "article among teasers": f"{_COOKIES}{_NAV}<article><h1>Tarsia</h1>{_p(ARTICLE)}</article>{_CARDS}{_COMMENTS}",
    "main": f"{_COOKIES}<main><h1>Tarsia</h1>{_p(ARTICLE)}{_list(MOST_READ, 'most-read')}</main>{_COMMENTS}",
    "role of main": f'{_COOKIES}<div role="main">{_p(ARTICLE)}</div>{_list(MOST_READ, "x")}{_COMMENTS}',
    "body of an article": f'{_COOKIES}<p><div itemprop="articleBody">{_p(ARTICLE)}</div>{_p(TEASERS)}{_COMMENTS}',
    "nothing but div": (
        f'{_COOKIES}<div class="wrap has-sidebar"><div class="story">{_p(ARTICLE)}</div>'
        f'<div class="sidebar">{_p(TEASERS)}</div>{_list(MOST_READ, "mostRead")}</div>{_COMMENTS}'
    ),
    "all in a form": f'<form id="aspnetForm" method="post">{_NAV}{_COOKIES}<div>{_p(ARTICLE)}</div>{_COMMENTS}</form>',
    "figure left open": f"<article>{_OPEN}{_p(ARTICLE)}</article>{_CARDS}",
    "figure left open late": f'<article>{_p(ARTICLE[:3])}<figure><img src="a">{_p(ARTICLE[3:])}</article>{_COMMENTS}',
    "tables": (
        f'<table><tr><td><a href="#">Home</a><br><a href="#">World</a></td><td>{_p(ARTICLE)}</td>'
        f"<td>{_list(MOST_READ, 'box')}</td></tr></table>"
    ),
    "live blog": _POSTS,
    "all with comments": f'<div class="page-with-comments">{_p(ARTICLE)}</div>',
    "comments under a heading": f"<div><h1>Tarsia</h1>{_p(ARTICLE)}<h3>12 Comments</h3>{_p(COMMENTS * 3)}</div>",
    "letterhead": f"<header><h1>Tarsia</h1></header><div>{_p(ARTICLE)}</div><footer>{_p(TEASERS)}</footer>",
}
"""Bodies of pages; what is read of each is the paragraphs of ``ARTICLE``, and nothing else but headings."""

BESIDE = (*COOKIES, *MOST_READ, *COMMENTS, *TEASERS)


def page(body: str, head: str = "") -> str:
    """Return a whole page."""
    return f"<!DOCTYPE html><html><head><title>News</title>{head}</head><body>{body}</body></html>"
