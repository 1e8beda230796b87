"""Many files at once: what to read (`inputs`), one file in a worker (`worker`), the whole run (`running`)."""
