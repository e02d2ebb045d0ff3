"""catalog.yaml: the products found as lines with their reasons."""

from adjoin.project.drafting.products import DraftedCatalog
from adjoin.project.drafting.writing import Line, scalar, sequence


def catalog_lines(catalog: DraftedCatalog) -> list[Line]:
    """The whole file."""
    lines = [
        Line(f"# Drafted by `adjoin init` from {catalog.source}. What people know of a product is not"),
        Line("# in the data: write what it solves, replaces, works with and who buys it; each has its use."),
    ]
    if catalog.left_out:
        lines.append(
            Line("# LEFT OUT, none of the above or too rare to be a product; add them or map their values:")
        )
        lines += [Line(f"#   {said}") for said in catalog.left_out]
    lines.append(Line("products:"))
    for product in catalog.products:
        fields = [f"id: {scalar(product.id)}", f"name: {scalar(product.name)}"]
        if product.list_price is not None:
            fields.append(f"list_price: {f'{product.list_price:.2f}'.rstrip('0').rstrip('.')}")
        if product.skus:
            fields.append(f"skus: {sequence(product.skus)}")
        lines.append(Line(f"  - {{{', '.join(fields)}}}", product.reason, f"products.{product.id}"))
    return lines
