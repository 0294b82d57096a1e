"""One more record of every kind that a small case can hold, whose words are a secret; each stands on public records."""

HEADS = {
    "offices.csv": "person,spellings,office,actor,authority,from,until,source",
    "pools.csv": "contributor,low,likely,high,known_from,standing,source,note",
    "settlements.csv": "id,name,lat,lon,source",
    "observations.csv": "id,position,distance_km,bearing,means,number,observation,description,weapon,date,time,"
    "assessed",
    "coverage.csv": "id,post,start,end,state,note",
    "patrols.csv": "id,base,start,end,route,state,hindered_by,note",
    "claims.csv": "claim_id,truce,claimant,accused,window_start_local,window_end_local,window_tz,scope,category,count,"
    "at_least,cumulative_total,reported_by,url,quote",
    "judgements.csv": "id,subject,verdict,by,at,evidence,replaces",
    "rulings.csv": "id,ruling,first,second,by,at,reason,replaces",
    "findings.csv": "id,incident,about,found,by,at,evidence,replaces",
    "evidence.csv": "id,incident,kind,points_to,given_by,lat,lon,radius_m,report,by,at,note,replaces",
    "casualties.csv": "id,incident,status,killed,wounded,group,sex,age,given_by,by,at,evidence,replaces",
    "attachments.csv": "id,of,file,sha256,what,by,at,replaces",
    "injects.csv": "id,of,day,title,text,sector,factor,days",
}
"""The heads of tables that the small case lacks."""

_AT = "cell,2031-03-20T16:45:00Z"
_DIGEST = "3a8f0f2c5d1b7e94c6a2d8e0b4f19375ac6e8d2047b9135f6e0c8a7d2b4f6193"

ROWS = {
    ("source", "sources.csv"): ("{id}", "{id},{says},https://{id}.example/{says},CC BY 4.0,2031-01-10,B,{says}"),
    ("actor", "actors.csv"): ("{id}", "{id},{says},state,no,"),
    ("statement", "statements.csv"): (
        "{id}",
        "{id},2031-01-12,{says},elm,leader,troops,for,in-country,Quote {says},Sum {says},,,,,,,gazette,2,",
    ),
    ("meeting", "meetings.csv"): ("{id}", "{id},2031-02-19,{says},{says},{says},gazette,{says}"),
    ("capability", "capabilities.csv"): (
        "{id}",
        "{id},{says},land,post,{number},{number},{number},post,1,assumed,,{says}",
    ),
    ("requirement line", "requirement.csv"): (
        "{id}",
        "{id},monitoring,{says},medevac,{number},,,evacuate,in-country,2,12,no,,,assumed,,{says}",
    ),
    ("pool", "pools.csv"): ("elm/2031-01-1{n}", "elm,{number},{number},{number},2031-01-1{n},assumed,,{says}"),
    ("office", "offices.csv"): (
        "{says}/{says}/2029-06-01",
        "{says},Also {says},{says},elm,leader,2029-06-01,,gazette",
    ),
    ("settlement", "settlements.csv"): ("{id}", "{id},{says},41.02,2.45,gazette"),
    ("observation", "observations.csv"): (
        "t-{says}",
        "t-{says},mill,2-4,N,heard,3,explosion,undetermined,N/K,2031-03-14,09:20,",
    ),
    ("coverage", "coverage.csv"): ("{id}", "{id},mill,2031-03-19T00:00:00Z,2031-03-20T00:00:00Z,observing,{says}"),
    ("patrol", "patrols.csv"): (
        "{id}",
        "{id},barn,2031-03-19T07:00:00Z,2031-03-19T11:00:00Z,{says},done,,{says}",
    ),
    ("claim", "claims.csv"): (
        "{id}",
        (
            "{id},ford,Ash ({says}),Brask,2031-03-20T00:00,2031-03-20T12:00,Etc/UTC,line,shelling,{number},0,0,"
            "{says},https://{id}.example/{says},{says}"
        ),
    ),
    ("judgement", "judgements.csv"): ("{id}", f"{{id}},in-{{id}},verified,{_AT},{{says}},"),
    ("ruling", "rulings.csv"): ("{id}", f"{{id}},merge,o-{{n}},p-{{n}},{_AT},{{says}},"),
    ("finding", "findings.csv"): ("{id}", f"{{id}},in-{{id}},act,shelling,{_AT},{{says}},"),
    ("evidence", "evidence.csv"): (
        "{id}",
        f"{{id}},in-{{id}},direction-of-fire,brask,,,,,o-{{n}},{_AT},{{says}},",
    ),
    ("casualty", "casualties.csv"): (
        "{id}",
        f"{{id}},in-{{id}},confirmed,0,{{number}},civilian,male,adult,,{_AT},{{says}},",
    ),
    ("attachment", "attachments.csv"): ("{id}", f"{{id}},t-f{{n}},{{says}}.jpg,{_DIGEST},{{says}},{_AT},"),
    ("inject", "injects.csv"): ("{id}", "{id},,15,{says},Text {says},west,2,14"),
}
"""By kind and file: the key of a row, and the row."""

ITEMS = {
    ("topic", "topics.yaml"): (
        "topics/{id}",
        "  - id: {id}\n    title: {says}\n    scopes: {{in-country: {says}}}\n    keywords: [{says}]\n",
    ),
    ("count", "topics.yaml"): (
        "counts/{id}",
        (
            "  - id: {id}\n    title: {says}\n    topic: troops\n    scopes: [in-country]\n    stances: [for]\n"
            "    authorities: [leader]\n    claims: []\n"
        ),
    ),
    ("fact", "scenarios.yaml"): ("facts/{id}", "  - id: {id}\n    title: {says}\n    history: []\n    note: {says}\n"),
    ("rule", "scenarios.yaml"): (
        "rules/mandate/vote",
        "  - when: [mandate]\n    then: vote\n    why: {says}\n",
    ),
    ("scenario", "scenarios.yaml"): (
        "scenarios/{id}",
        (
            "  - id: {id}\n    title: {says}\n    facts: {{vote: true}}\n    announce_together: true\n"
            "    least: floated\n    concept: monitoring\n    note: {says}\n"
        ),
    ),
}
"""The same of items of lists."""

FEATURES = {
    ("sector", "sectors.geojson"): (
        '{{"type": "Feature", "properties": {{"id": "{id}", "name": "{says}"}}, "geometry": {{"type": "Polygon", '
        '"coordinates": [[[5.0, 41.0], [5.2, 41.0], [5.2, 41.2], [5.0, 41.0]]]}}}}'
    ),
    ("site", "sites.geojson"): (
        '{{"type": "Feature", "properties": {{"id": "{id}", "name": "{says}", "kind": "base", "source": ""}}, '
        '"geometry": {{"type": "Point", "coordinates": [2.4{number}, 40.9{number}]}}}}'
    ),
}
"""The same of features."""

PLEDGE = """\
  - id: {id}
    contributor: {owner}
    capability: post
    title: {says}
    quantity: {quantity}
    personnel: {{low: {number}, likely: {number}, high: {number}}}
    basis: presence
    location: in-country
    ready_days: 30
    tour_months: 6
    tours: 4
    conditions:
      - fact: truce
    approvals:
      - {{body: Body {says}, fact: vote, days: 30}}
    caveats:
      - {{kind: limitation, task: "", area: west, approval_days: 3, note: Caveat {says}}}
    needs: []
    history:
      - {{on: 2031-02-10, status: offered, statements: [st-02]}}
    standing: assumed
    note: Note {says}
"""
"""A pledge with a condition, a caveat and an approval."""


def secret_records(says, number, n):
    """List a record of every kind: its kind, file, key and body."""
    for (kind, file), (key, row) in ROWS.items():
        words = {"id": f"t-{kind[0]}{n}", "says": says(kind), "number": number(kind), "n": n}
        yield kind, file, key.format(**words), f"{row.format(**words)}\n".encode()
    for (kind, file), (key, item) in ITEMS.items():
        words = {"id": f"t-{kind}-{n}", "says": says(kind), "number": number(kind)}
        yield kind, file, key.format(**words), item.format(**words).encode()
    for (kind, file), feature in FEATURES.items():
        words = {"id": f"t-{kind}-{n}", "says": says(kind), "number": number(kind)}
        yield kind, file, words["id"], feature.format(**words).encode()
