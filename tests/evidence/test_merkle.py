"""Merkle trees agree with RFC 6962's own vectors, and proofs prove neither too little nor too much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.evidence.merkle import (
    Tree,
    consistency_proof,
    consistent,
    head_of,
    included,
    inclusion_proof,
    leaf_hash,
    node_hash,
)

# The eight leaves and heads of the Certificate Transparency reference implementation (merkle tree tests).
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
HEADS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]


def test_the_head_of_no_entries_is_the_hash_of_nothing():
    assert Tree().head().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_heads_are_those_of_the_reference_implementation(size):
    assert head_of(HASHES[:size]).hex() == HEADS[size - 1]


def test_proofs_are_those_of_the_reference_implementation():
    assert [part.hex() for part in inclusion_proof(HASHES, 0)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [part.hex() for part in consistency_proof(HASHES, 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def slow_head(leaves):
    """RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    split = max(2**n for n in range(20) if 2**n < len(leaves))
    return node_hash(slow_head(leaves[:split]), slow_head(leaves[split:]))


leaves = st.lists(st.binary(max_size=3).map(leaf_hash), min_size=1, max_size=40)


@given(leaves)
def test_a_growing_tree_has_the_head_of_the_definition(found):
    assert head_of(found) == slow_head(found)


@given(leaves, st.data())
def test_every_leaf_is_proved_in_its_place_and_no_other_leaf_is(found, data):
    index = data.draw(st.integers(0, len(found) - 1))
    proof, head = inclusion_proof(found, index), head_of(found)

    assert included(found[index], index, len(found), proof, head)
    assert not included(leaf_hash(b"another"), index, len(found), proof, head)
    assert not included(found[index], index + len(found), len(found), proof, head)
    assert not included(found[index], index, len(found), (*proof, head), head)


@given(leaves, st.data())
def test_consistency_is_proved_for_every_earlier_size_and_for_no_other_past(found, data):
    size = data.draw(st.integers(1, len(found)))
    proof, earlier, head = consistency_proof(found, size), head_of(found[:size]), head_of(found)

    assert consistent(size, earlier, len(found), head, proof)
    assert not consistent(size, leaf_hash(b"another"), len(found), head, proof)
    assert not consistent(size, earlier, len(found), leaf_hash(b"another"), proof)
