"""What stands under a file's name instead of a file of its kind: a pipe, a device, a folder, a virtual map."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to("nothing")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def missing(path: Path) -> None:
    """Leave nothing there."""


def a_socket(path: Path) -> None:
    os.mknod(path, 0o140600)


def a_virtual_raster(path: Path) -> None:
    path.write_text(
        '<VRTDataset rasterXSize="2" rasterYSize="2"><VRTRasterBand dataType="Float32" band="1"><SimpleSource>'
        '<SourceFilename relativeToVRT="0">/vsicurl/http://127.0.0.1:9/a.tif</SourceFilename></SimpleSource>'
        "</VRTRasterBand></VRTDataset>"
    )


def a_virtual_layer(path: Path) -> None:
    path.write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/http://127.0.0.1:9/a</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )


def sparse_and_huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(9 * 2**30)


PLACES: tuple[Callable[[Path], None], ...] = (
    a_pipe,
    a_device,
    a_folder,
    a_link_to_nothing,
    a_link_to_itself,
    missing,
    a_socket,
    a_virtual_raster,
    a_virtual_layer,
    sparse_and_huge,
)
