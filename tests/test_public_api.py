"""The public API is a short explicit list."""

import truceline


def test_the_public_api_is_what_it_says():
    assert sorted(truceline.__all__) == [
        "CaseError",
        "InfeasibleError",
        "SourceError",
        "TrucelineError",
        "__version__",
        "plan",
        "read_case",
    ]
    assert all(hasattr(truceline, name) for name in truceline.__all__)
