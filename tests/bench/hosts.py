"""Many hosts of documentation in one process of their own: `python -m tests.bench.hosts`.

Each address 127.0.0.1, 127.0.0.2, ... is a host. A page `/N` holds the quotes of source N and comes
after a fixed latency. It prints the port, and serves until its standard input closes.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from tests.mirror import FILLER, page_html

PARAGRAPHS = 40
"""Of a page of about 8 kB, with its navigation and its prose."""


def quotes(number: int) -> list[str]:
    """Return the quotes of one source."""
    return [
        f"Page {number} says that requests are sent to route {number}",
        f"A refused request on page {number} is not sent again",
    ]


def address(host: int) -> str:
    """Return the address of a host, counted from 0. 127.0.0.1 is host 0."""
    return f"127.0.{host // 200}.{host % 200 + 1}"


async def _serve(hosts: int, latency: float, paragraphs: int) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            path = line.split()[1].decode()
            while (await reader.readline()).strip():
                pass
            if path == "/robots.txt":
                head, body = "404 Not Found", b"none"
            else:
                await asyncio.sleep(latency)
                head, body = "200 OK", page(int(path[1:]), paragraphs)
            lines = (
                f"HTTP/1.1 {head}",
                "Content-Type: text/html; charset=utf-8",
                f"Content-Length: {len(body)}",
            )
            writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
            await writer.drain()
        writer.close()

    names = [address(one) for one in range(hosts)]
    first = await asyncio.start_server(answer, names[0], 0)
    port = first.sockets[0].getsockname()[1]
    if names[1:]:
        await asyncio.start_server(answer, names[1:], port)
    print(port, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def page(number: int, paragraphs: int = PARAGRAPHS) -> bytes:
    """Return the page of one source."""
    return page_html(f"Page {number}", [*quotes(number), *([FILLER] * paragraphs)]).encode()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, required=True)
    parser.add_argument("--latency", type=float, required=True, help="seconds")
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS)
    options = parser.parse_args()
    asyncio.run(_serve(options.hosts, options.latency, options.paragraphs))
