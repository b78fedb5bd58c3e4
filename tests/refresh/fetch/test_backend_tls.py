"""Connections are safe or not made, and the reason is said."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from proofpack.model.outcomes import Outcome
from tests.refresh.fetch.conftest import MakeFetcher, Serve, loopback_lookup
from tests.refresh.fetch.servers import Peer, answer, page, says, tunnels

pytestmark = pytest.mark.faults

CONFIG = """\
[ca]
default_ca = here
[here]
new_certs_dir = .
database = index.txt
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
"""


@dataclass
class Authority:
    """A certificate authority that exists for these tests.

    Attributes:
        folder: where its files are.
    """

    folder: Path

    @property
    def file(self) -> Path:
        """Its own certificate."""
        return self.folder / "ca.pem"

    def run(self, *arguments: str) -> None:
        """Call openssl; it has to be on the machine."""
        command = ["openssl", *arguments]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True, timeout=60)

    def key(self, name: str) -> None:
        """Make a key."""
        self.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")

    def issue(self, name: str, names: str, begin: str, end: str) -> ssl.SSLContext:
        """Return a server's context with a certificate for some names and days."""
        self.key(name)
        subject = ("-subj", f"/CN={name}", "-addext", f"subjectAltName={names}")
        self.run(
            "req",
            "-new",
            "-config",
            "ca.cnf",
            "-key",
            f"{name}.key",
            "-out",
            f"{name}.csr",
            *subject,
        )
        days = ("-startdate", begin, "-enddate", end)
        files = (
            "-cert",
            "ca.pem",
            "-keyfile",
            "ca.key",
            "-in",
            f"{name}.csr",
            "-out",
            f"{name}.pem",
        )
        self.run("ca", "-batch", "-notext", "-config", "ca.cnf", *days, *files)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        return context


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A certificate authority."""
    one = Authority(tmp_path_factory.mktemp("authority"))
    (one.folder / "ca.cnf").write_text(CONFIG, encoding="utf-8")
    (one.folder / "index.txt").touch()
    one.key("ca")
    # Its end is far away, so that the tests do not depend on the day.
    days = ("-days", "36500", "-subj", "/CN=Test authority", "-out", "ca.pem")
    extensions = ("-addext", "basicConstraints=critical,CA:TRUE")
    one.run("req", "-x509", "-config", "ca.cnf", "-key", "ca.key", *days, *extensions)
    return one


LONG = ("20200101000000Z", "21200101000000Z")
HERE = "DNS:localhost,IP:127.0.0.1"


def test_an_authority_that_was_named_is_trusted(
    serve: Serve, fetcher: MakeFetcher, authority: Authority
) -> None:
    """A page is read over TLS, by name and by address, with an authority besides the usual ones."""
    server = serve(says(page()), tls=authority.issue("good", HERE, *LONG))
    one = fetcher(authorities=authority.file)
    for host in ("localhost", "127.0.0.1"):
        assert one.fetch(server.url(host=host)).outcome is None
    assert server.requests[0].headers["host"] == f"localhost:{server.port}"


@pytest.mark.parametrize(
    ("name", "names", "days", "detail"),
    [
        ("old", HERE, ("20100101000000Z", "20110101000000Z"), "its certificate has expired"),
        ("new", HERE, ("21100101000000Z", "21200101000000Z"), "its certificate is not yet valid"),
        ("other", "DNS:docs.example.org", LONG, "its certificate is for another host"),
    ],
)
def test_bad_certificates_are_named(
    serve: Serve,
    fetcher: MakeFetcher,
    authority: Authority,
    name: str,
    names: str,
    days: tuple[str, str],
    detail: str,
) -> None:
    """Expired, not yet valid, or for another host; asked once."""
    server = serve(says(page()), tls=authority.issue(name, names, *days))
    result = fetcher(authorities=authority.file).fetch(server.url(host="localhost"))
    assert (result.outcome, result.detail, result.status) == (Outcome.TLS_ERROR, detail, None)
    assert server.connections == 1


def test_a_certificate_for_another_address_is_named(
    serve: Serve, fetcher: MakeFetcher, authority: Authority
) -> None:
    """The address of a URL has to stand in the certificate like a name."""
    server = serve(says(page()), tls=authority.issue("name-only", "DNS:localhost", *LONG))
    result = fetcher(authorities=authority.file).fetch(server.url())
    assert (result.outcome, result.detail) == (
        Outcome.TLS_ERROR,
        "its certificate is for another address",
    )


def test_an_unknown_authority_is_not_trusted(
    serve: Serve, fetcher: MakeFetcher, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where the environment says so."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.file))
    log = authority.folder / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(log))
    server = serve(says(page()), tls=authority.issue("unknown", HERE, *LONG))
    result = fetcher().fetch(server.url())
    assert result.outcome is Outcome.TLS_ERROR
    assert result.detail == "its certificate is from an unknown authority"
    assert not log.exists()


def test_a_server_without_tls_is_a_tls_error(serve: Serve, fetcher: MakeFetcher) -> None:
    """Plain HTTP where https was asked for."""

    def plain(peer: Peer) -> None:
        peer.send(page())
        peer.silence()

    server = serve(says(page()), greet=plain)
    result = fetcher().fetch(server.url().replace("http:", "https:"))
    assert result.outcome is Outcome.TLS_ERROR
    assert result.detail.startswith("no safe connection (")


def test_old_tls_is_refused(serve: Serve, fetcher: MakeFetcher, authority: Authority) -> None:
    """Nothing older than TLS 1.2 is spoken."""
    context = authority.issue("ancient", HERE, *LONG)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    server = serve(says(page()), tls=context)
    result = fetcher(authorities=authority.file).fetch(server.url(host="localhost"))
    assert result.outcome is Outcome.TLS_ERROR


def test_a_redirect_from_https_to_http_is_refused(
    serve: Serve, fetcher: MakeFetcher, authority: Authority
) -> None:
    """What was asked for safely is not fetched unsafely; the other way round is no problem."""
    plain = serve(says(page()))
    away = answer("302 X", f"Location: {plain.url()}")
    safe = serve(says(away, page()), tls=authority.issue("safe", HERE, *LONG))
    one = fetcher(authorities=authority.file)
    result = one.fetch(safe.url())
    assert result.outcome is Outcome.BAD_REDIRECT
    assert result.detail == f"redirected from https to {plain.url()}"
    assert plain.requests == []
    up = serve(says(answer("302 X", f"Location: {safe.url()}")))
    assert one.fetch(up.url()).outcome is None


def test_a_file_without_certificates_is_no_authority(fetcher: MakeFetcher, tmp_path: Path) -> None:
    """Who names an authority wants it to count: a bad file is an error before anything is asked."""
    empty = tmp_path / "empty.pem"
    empty.touch()
    for path in (empty, tmp_path / "missing.pem"):
        with pytest.raises(OSError, match=r"."):
            fetcher(authorities=path)


def test_a_proxy_is_tunnelled_through(
    serve: Serve, fetcher: MakeFetcher, authority: Authority
) -> None:
    """The certificate is that of the host, which never learns of the login of the proxy."""
    server = serve(says(page()), tls=authority.issue("tunnelled", HERE, *LONG))
    between = serve(tunnels)
    url = f"http://me:{'hu' + 'sh'}@127.0.0.1:{between.port}"
    one = fetcher(authorities=authority.file, proxy=url, lookup=loopback_lookup)
    for path in ("/a", "/b"):
        assert one.fetch(server.url(path, host="localhost")).outcome is None
    assert {request.path for request in between.requests} == {f"localhost:{server.port}"}
    assert between.requests[0].headers["proxy-authorization"] == "Basic bWU6aHVzaA=="
    assert len(server.requests) == 2
    assert not any("proxy-authorization" in request.headers for request in server.requests)


def test_tunnels_that_fail_use_nothing_up(
    serve: Serve, fetcher: MakeFetcher, authority: Authority
) -> None:
    """More certificates than a pool has connections are refused, and then a page is read."""
    bad = serve(says(page()), tls=authority.issue("not-here", "DNS:example.com", *LONG))
    good = serve(says(page()), tls=authority.issue("here", HERE, *LONG))
    between = serve(tunnels)
    proxy = f"http://127.0.0.1:{between.port}"
    for _ in range(2):
        one = fetcher(authorities=authority.file, proxy=proxy, deadline_seconds=20.0)
        for number in range(9):
            result = one.fetch(bad.url(f"/{number}", host=f"127.0.0.{number + 1}"))
            assert result.outcome is Outcome.TLS_ERROR
        assert one.fetch(good.url()).outcome is None
