import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

export interface Serve {
  readonly do: 'serve';
  readonly namespace: string;
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
}

export interface Connect {
  readonly do: 'connect';
  readonly namespace: string;
  readonly protocol: string;
  readonly ip: string;
  readonly port: number;
  /** How many connections, one after another. */
  readonly count: number;
  /** Seconds to wait for an answer. */
  readonly timeout: number;
}

/** Opens one connection and does not wait for it. */
export interface Begin {
  readonly do: 'begin';
  readonly namespace: string;
  readonly protocol: string;
  readonly ip: string;
  readonly port: number;
}

/** Waits so many seconds for all that were begun. */
interface Collect {
  readonly do: 'collect';
  readonly timeout: number;
}

/** How one connection went. With `ok`: who answered, and the address and port that it saw the client at. */
export interface Observation {
  readonly outcome: string;
  readonly name?: string;
  readonly ip?: string;
  readonly port?: number;
  /** The port that the client itself was at. */
  readonly localPort?: number;
}

interface Reply {
  readonly error?: string;
  readonly results?: readonly Observation[];
}

/** Milliseconds after which a silent agent is given up. */
const PATIENCE = 60_000;

/** The process that plays the programs in the namespaces. One request at a time. */
export class Agent {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: Interface;
  #errors = '';
  #waiting: { resolve: (line: string) => void; reject: (error: Error) => void } | undefined;

  constructor(script: string) {
    this.#process = spawn('python3', [script], { stdio: 'pipe' });
    this.#lines = createInterface({ input: this.#process.stdout });
    this.#lines.on('line', (line) => this.#waiting?.resolve(line));
    this.#process.stderr.on('data', (data) => (this.#errors += String(data)));
    // A write to an agent that has just ended: what matters is told by its end.
    this.#process.stdin.on('error', () => undefined);
    this.#process.on('error', (error) => this.#waiting?.reject(error));
    this.#process.on('exit', () => this.#waiting?.reject(new Error(`the agent ended: ${this.#errors}`)));
  }

  async serve(request: Serve): Promise<void> {
    await this.#ask(request);
  }

  async connect(request: Connect): Promise<readonly Observation[]> {
    return (await this.#ask(request)).results ?? [];
  }

  async begin(request: Begin): Promise<void> {
    await this.#ask(request);
  }

  /** How those that were begun went, in their order. */
  async collect(timeout: number): Promise<readonly Observation[]> {
    return (await this.#ask({ do: 'collect', timeout })).results ?? [];
  }

  stop(): void {
    this.#lines.close();
    this.#process.kill('SIGKILL');
  }

  async #ask(request: Serve | Connect | Begin | Collect): Promise<Reply> {
    let timer: NodeJS.Timeout | undefined;
    try {
      const line = await new Promise<string>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error('the agent does not answer')), PATIENCE);
        this.#waiting = { resolve, reject };
        this.#process.stdin.write(`${JSON.stringify(request)}\n`);
      });
      const reply = JSON.parse(line) as Reply;
      if (reply.error !== undefined) throw new Error(`${reply.error} (${JSON.stringify(request)})`);
      return reply;
    } finally {
      clearTimeout(timer);
      this.#waiting = undefined;
    }
  }
}
