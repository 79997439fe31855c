"""A proxy on loopback that can be slow, for what a network does that the kernel here cannot be made to do."""
import asyncio, threading

from server import free_port


class SlowProxy:
    """Forwards a port of its own to `target`. `delay` is seconds that each piece of data is late, either way, and `rate` bytes a second
    and connection, 0 for as many as there are; both may be changed at any time, from any thread. Works from start to stop."""

    def __init__(self, target):
        self.target = target
        self.port = free_port()
        self.delay = 0.0
        self.rate = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self):
        self._thread.start()
        asyncio.run_coroutine_threadsafe(asyncio.start_server(self._connect, '127.0.0.1', self.port), self._loop).result()
        return self

    def stop(self):
        async def end():
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        asyncio.run_coroutine_threadsafe(end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _connect(self, reader, writer):
        try:
            far_reader, far_writer = await asyncio.open_connection('127.0.0.1', self.target)
        except OSError:
            writer.close()
            return
        try:
            await asyncio.gather(self._forward(reader, far_writer), self._forward(far_reader, writer))
        except asyncio.CancelledError:  # the end
            pass

    async def _forward(self, reader, writer):
        """In order, each piece `delay` after it came, several under way at a time."""
        pieces = asyncio.Queue(maxsize=256)

        async def read():
            while True:
                try:
                    data = await reader.read(65536)
                except OSError:
                    data = b''
                await pieces.put((self._loop.time() + self.delay, data))
                if not data:
                    return

        async def write():
            while True:
                due, data = await pieces.get()
                await asyncio.sleep(max(0, due - self._loop.time()))
                if not data:
                    return
                writer.write(data)
                await writer.drain()
                if self.rate:
                    await asyncio.sleep(len(data) / self.rate)
        try:
            await asyncio.gather(read(), write())
        except OSError:
            pass
        finally:
            writer.close()
