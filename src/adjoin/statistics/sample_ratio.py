"""Did the arms come out in the shares they were drawn with?"""


def sample_ratio(of: int, of_control: int, treated_share: float) -> float:
    """Two-sided exact binomial p-value of `of` treated among all, were each treated with `treated_share`; 1 with none.

    Below 0.001 the split itself is broken (units lost in one arm, a draw that was not random) and no difference between
    the arms can be trusted. Source: Fabijan et al. (2019), Diagnosing sample ratio mismatch, KDD.
    """
    if not 0 < treated_share < 1:
        raise ValueError(f"The treated share must lie between 0 and 1; got {treated_share}.")
    from scipy import stats  # noqa: PLC0415 - slow to import, and only read-outs need it

    if of + of_control == 0:
        return 1.0
    return float(stats.binomtest(of, of + of_control, treated_share).pvalue)
