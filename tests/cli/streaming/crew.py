"""A scheduler of Dask and its workers, each a process of its own.

`python crew.py FOLDER WORKERS` says their address and process numbers in one line, and runs until
its standard input is closed. They are forks of one process, which imports everything once.
"""

import asyncio
import json
import multiprocessing
import sys

from distributed import Scheduler, Worker

import perspectief.cli.chaid
import perspectief.cli.cif  # noqa: F401

fork = multiprocessing.get_context("fork")


async def schedule(said):
    async with Scheduler(host="127.0.0.1", port=0, dashboard=False) as scheduler:
        said.put(scheduler.address)
        await scheduler.finished()


async def work(said, address, folder):
    async with Worker(address, nthreads=1, local_directory=folder, dashboard=False) as worker:
        said.put(worker.address)
        await worker.finished()


def start(said, coroutine, *asked):
    process = fork.Process(target=lambda: asyncio.run(coroutine(said, *asked)), daemon=True)
    process.start()
    return process, said.get(timeout=30)


def main(folder, workers):
    said = fork.Queue()
    scheduler, address = start(said, schedule)
    crew = [start(said, work, address, folder)[0] for _ in range(workers)]
    pids = [worker.pid for worker in crew]
    sys.stdout.write(json.dumps({"address": address, "workers": pids}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    for process in (*crew, scheduler):
        process.kill()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
