"""What is awaited, run apart from the test."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


class Apart:
    """Runs what is awaited in a thread of its own: where a real browser is open, the test's has a loop that runs."""

    def __init__(self):
        self.thread, self.runner = ThreadPoolExecutor(1), asyncio.Runner()

    def run(self, coroutine):
        return self.thread.submit(self.runner.run, coroutine).result()

    def close(self):
        self.thread.submit(self.runner.close).result()
        self.thread.shutdown()
