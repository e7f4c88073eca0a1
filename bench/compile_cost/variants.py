"""All variants of the endpoints, and the manifests of their packages."""

from dataclasses import dataclass
from typing import Callable

import peers
import sources


@dataclass
class Variant:
    """One way to write the endpoints."""

    title: str
    # In addition to serde and the runtime.
    dependencies: str
    source: Callable[[int], str]


VARIANTS = {
    "types": Variant("the types and serde alone", "", sources.types_alone),
    "pointapi": Variant("`#[point_api]`: trait, `dyn` and client", sources.POINTAPI, sources.pointapi),
    "reqwest_helper": Variant("reqwest by hand, with a shared helper", sources.REQWEST, sources.reqwest_helper),
    "reqwest_plain": Variant("reqwest by hand, plain", sources.REQWEST, sources.reqwest_plain),
    "progenitor": Variant("progenitor 0.15", peers.PROGENITOR, peers.progenitor),
    "conjure": Variant("conjure 5", peers.CONJURE, peers.conjure),
    "feignhttp": Variant("feignhttp 0.6", peers.FEIGNHTTP, peers.feignhttp),
}


def manifest(name, variant, root):
    dependencies = sources.SERDE + sources.RUNTIME + VARIANTS[variant].dependencies.format(root=root)
    return f'[package]\nname = "{name}"\nedition = "2024"\nversion = "0.0.0"\n\n[dependencies]\n{dependencies}'
