"""Many photos: by several processes of one machine, or by the workers of a Dask cluster.

A photo may be worked on more than once (a worker died, the batch was broken off), but has one result: it is written
under a temporary name and then moved to its own.
"""
