"""The programs of the kernel check: small servers in pods, and clients in pods and on nodes.

One process plays all of them. A socket belongs to the network namespace that its thread was in when it was made, so the
main thread walks from namespace to namespace and one other thread serves. Reads a JSON request a line, answers a JSON line.
"""
import ctypes
import itertools
import json
import os
import selectors
import socket
import sys
import threading

CLONE_NEWNET = 0x40000000
LIBC = ctypes.CDLL(None, use_errno=True)
SELECTOR = selectors.DefaultSelector()
# Every client has a port of its own: with one used before, conntrack might take it for an old connection and choose another on the way.
PORTS = itertools.cycle(range(10000, 60000))
# Wakes the serving thread when a server was added.
WAKE_READ, WAKE_WRITE = os.pipe()


def enter(namespace):
    fd = os.open("/run/netns/" + namespace, os.O_RDONLY)
    try:
        if LIBC.setns(fd, CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns " + namespace)
    finally:
        os.close(fd)


def serve(request):
    """A server that answers with its name and the address that it saw. An empty address is every address."""
    enter(request["namespace"])
    udp = request["protocol"] == "UDP"
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM if udp else socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("", request["port"]))
    if not udp:
        server.listen(64)
    server.setblocking(False)
    SELECTOR.register(server, selectors.EVENT_READ, (udp, request["name"]))
    os.write(WAKE_WRITE, b".")
    return {}


def answer(name, peer):
    return json.dumps({"name": name, "ip": peer[0], "port": peer[1]}).encode()


def serving():
    SELECTOR.register(WAKE_READ, selectors.EVENT_READ, None)
    while True:
        for key, _ in SELECTOR.select():
            if key.data is None:
                os.read(WAKE_READ, 4096)
                continue
            udp, name = key.data
            try:
                if udp:
                    _, peer = key.fileobj.recvfrom(64)
                    key.fileobj.sendto(answer(name, peer), peer)
                else:
                    connection, peer = key.fileobj.accept()
                    with connection:
                        connection.settimeout(1)
                        connection.recv(64)
                        connection.sendall(answer(name, peer))
            except OSError:
                pass


def attempt(request):
    udp = request["protocol"] == "UDP"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM if udp else socket.SOCK_STREAM) as client:
        client.settimeout(request["timeout"])
        try:
            client.bind(("", next(PORTS)))
            client.connect((request["ip"], request["port"]))
            local = client.getsockname()[1]
            try:
                client.sendall(b"hello")
            except PermissionError:
                # A datagram that the node's own OUTPUT chain rejects: the send fails at once, and the refusal follows as an ICMP error.
                pass
            seen = json.loads(client.recv(256))
            return {"outcome": "ok", "localPort": local, **seen}
        except ConnectionRefusedError:
            return {"outcome": "connection-refused"}
        except (TimeoutError, socket.timeout):
            return {"outcome": "timeout"}
        except OSError as error:
            return {"outcome": "error: " + str(error.strerror)}


def connect(request):
    enter(request["namespace"])
    results = []
    for _ in range(request["count"]):
        results.append(attempt(request))
        # One silence tells as much as many, and takes its time.
        if results[-1]["outcome"] == "timeout":
            break
    return {"results": results}


def main():
    threading.Thread(target=serving, daemon=True).start()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = serve(request) if request["do"] == "serve" else connect(request)
        except OSError as error:
            reply = {"error": str(error)}
        print(json.dumps(reply), flush=True)


main()
