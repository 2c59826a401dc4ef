"""The same answers on many machines, through Spark: for a DataFrame, or for a batch of files.

Only this package knows pyspark. Executors need what is below it and nothing else: doudi's runtime,
numpy and pyarrow. Needs the extra `spark`, and Java where Spark is begun.
"""
