"""Many households at once: tables in, columns of known and unknown values out.

Takes Arrow tables or Parquet files; gives chunks of planes, one for each fact of each kind of
subject; never decides anything. Needs the extra `arrow`.
"""
