"""The programs of the kernel check: small servers in pods, and clients in pods and on nodes.

One process plays all of them. A socket belongs to the network namespace that its thread was in when it was made, so the
main thread walks from namespace to namespace and one other thread serves. Reads a JSON request a line, answers a JSON line.
"""
import ctypes
import itertools
import json
import os
import select
import selectors
import socket
import struct
import sys
import threading
import time

CLONE_NEWNET = 0x40000000
IP_PKTINFO = 8
LIBC = ctypes.CDLL(None, use_errno=True)
SELECTOR = selectors.DefaultSelector()
# Every client has a port of its own: with one used before, conntrack might take it for an old connection and choose another on the way.
PORTS = itertools.cycle(range(10000, 60000))
# Wakes the serving thread when a server was added.
WAKE_READ, WAKE_WRITE = os.pipe()
# Connections that were begun and are waited for together.
PENDING = []


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
    if udp:
        server.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
    else:
        server.listen(64)
    server.setblocking(False)
    SELECTOR.register(server, selectors.EVENT_READ, (udp, request["name"]))
    os.write(WAKE_WRITE, b".")
    return {}


def answer(name, peer):
    return json.dumps({"name": name, "ip": peer[0], "port": peer[1]}).encode()


def same_source(asked_at):
    """
    Answers leave from the address that was asked. Left to the kernel, a datagram of a node's process to a pod would leave from the bridge,
    and conntrack would not know it: why DNS servers do the same.
    """
    _, local, _ = struct.unpack("=i4s4s", asked_at[0][2])
    return [(socket.IPPROTO_IP, IP_PKTINFO, struct.pack("=i4s4s", 0, local, bytes(4)))]


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
                    _, asked_at, _, peer = key.fileobj.recvmsg(64, 128)
                    key.fileobj.sendmsg([answer(name, peer)], same_source(asked_at), 0, peer)
                else:
                    connection, peer = key.fileobj.accept()
                    with connection:
                        connection.settimeout(1)
                        connection.recv(64)
                        connection.sendall(answer(name, peer))
            except OSError:
                pass


def open_socket(request):
    """A client's socket, bound to a port of its own."""
    udp = request["protocol"] == "UDP"
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM if udp else socket.SOCK_STREAM)
    client.bind(("", next(PORTS)))
    return client


def ask(client):
    try:
        client.sendall(b"hello")
    except PermissionError:
        # A datagram that the node's own OUTPUT chain rejects: the send fails at once, and the refusal follows as an ICMP error.
        pass


def heard(client):
    said = client.recv(256)
    if not said:
        # Nobody was expected to answer, and so the server was asked too late: but there is one.
        return {"outcome": "error: accepted, and closed"}
    return {"outcome": "ok", "localPort": client.getsockname()[1], **json.loads(said)}


def outcome(conversation):
    """How a conversation went, in the model's words."""
    try:
        return conversation()
    except ConnectionRefusedError:
        return {"outcome": "connection-refused"}
    except (TimeoutError, socket.timeout):
        return {"outcome": "timeout"}
    except OSError as error:
        return {"outcome": "error: " + str(error.strerror)}


def attempt(request):
    def conversation():
        with open_socket(request) as client:
            client.settimeout(request["timeout"])
            client.connect((request["ip"], request["port"]))
            ask(client)
            return heard(client)

    return outcome(conversation)


def begin(request):
    """Opens a connection that is expected to hear nothing: many are waited for together."""
    enter(request["namespace"])
    client = open_socket(request)
    client.setblocking(False)
    udp = request["protocol"] == "UDP"

    def first():
        client.connect((request["ip"], request["port"]))
        if udp:
            ask(client)
        return None

    failed = None
    try:
        failed = first()
    except BlockingIOError:
        pass
    except OSError as error:
        raised = error

        def again():
            raise raised

        failed = outcome(again)
    PENDING.append((client, udp, failed))
    return {}


def collect(request):
    """What those that were begun have heard after a while, in their order."""
    waiting = {client.fileno(): (client, udp) for client, udp, failed in PENDING if failed is None}
    found = {}
    poll = select.poll()
    for number, (_, udp) in waiting.items():
        poll.register(number, select.POLLIN if udp else select.POLLIN | select.POLLOUT)
    deadline = time.monotonic() + request["timeout"]
    while len(found) < len(waiting):
        left = deadline - time.monotonic()
        if left <= 0:
            break
        for number, _ in poll.poll(left * 1000):
            poll.unregister(number)
            found[number] = finish(*waiting[number])
    silence = {"outcome": "timeout"}
    results = [failed or found.get(client.fileno(), silence) for client, _, failed in PENDING]
    for client, _, _ in PENDING:
        client.close()
    PENDING.clear()
    return {"results": results}


def finish(client, udp):
    def conversation():
        client.settimeout(1)
        error = client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            raise OSError(error, os.strerror(error))
        if not udp:
            ask(client)
        return heard(client)

    return outcome(conversation)


def connect(request):
    enter(request["namespace"])
    results = []
    for _ in range(request["count"]):
        results.append(attempt(request))
        # One silence that nobody expected tells as much as many, and takes its time.
        if results[-1]["outcome"] == "timeout":
            break
    return {"results": results}


ACTS = {"serve": serve, "connect": connect, "begin": begin, "collect": collect}


def main():
    threading.Thread(target=serving, daemon=True).start()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = ACTS[request["do"]](request)
        except OSError as error:
            reply = {"error": str(error)}
        print(json.dumps(reply), flush=True)


main()
