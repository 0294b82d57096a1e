"""The audit: every headline of a plan, worked out from the case's own files, nothing shared with the package.

Nothing here imports truceline. ``raw`` reads the files of a case folder as they lie; ``standing``, ``serving``,
``ground``, ``seeing`` and ``counting`` do the sums that the methods pages give; the tests run the command as users do.
"""
