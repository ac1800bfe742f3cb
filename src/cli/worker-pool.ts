import { fork, type ChildProcess } from 'node:child_process';
import { UserError } from './user-error.ts';

/** How often a task is begun again after its worker was lost. */
const MAX_REPEATS = 3;
/** Of what a worker writes to its standard error, the end is kept to say what it died of. */
const LAST_WORDS_LENGTH = 4000;

/** What a worker sends for each task it is sent. */
export type Reply<Result> = { readonly result: Result } | { readonly error: unknown };

export interface WorkerPoolOptions {
  /**
   * Path of the JavaScript that a worker runs: it answers each message with a `Reply`, one after
   * the other. Its one argument is the process id of whoever gives it tasks.
   */
  readonly script: string;
  /** Most processes at a time, 1 or more. They are started when there is a task for them. */
  readonly size: number;
  /** Told in a sentence that a worker was lost and its task is begun again. */
  readonly onLost: (sentence: string) => void;
}

/**
 * Processes that each carry out one task at a time. A task whose process dies is given to a fresh
 * one, so that whatever kills a process (the system short of memory, a person) changes no result.
 *
 * Processes rather than threads, since a thread that runs out of memory takes the program with it.
 * Each is the leader of its own process group: Ctrl-C at a terminal goes to the program's group
 * alone, and it is for the program to say what becomes of the work.
 */
export class WorkerPool<Task extends object, Result> {
  readonly #options: WorkerPoolOptions;
  readonly #workers = new Set<Worker>();
  readonly #idle: Worker[] = [];
  readonly #waiting: (() => void)[] = [];
  #isClosed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    // Whatever ends the program, the second Ctrl-C included, ends the workers.
    process.on('exit', this.#killAll);
  }

  /**
   * Carries out a task, as soon as a worker is free. Throws what the worker's own code throws; a
   * UserError when the task has cost MAX_REPEATS + 1 workers, an Error if these ended by themselves.
   */
  async run(task: Task): Promise<Result> {
    for (let lost = 0; ; lost++) {
      const worker = await this.#take();
      try {
        const reply = (await worker.run(task)) as Reply<Result>;
        if ('error' in reply) throw reply.error;
        return reply.result;
      } catch (error) {
        if (!(error instanceof WorkerLost) || this.#isClosed) throw error;
        if (lost === MAX_REPEATS) throw givenUp(error);
        this.#options.onLost(
          `A worker process was lost: it ${error.message}. Its run is begun again on a new one.`,
        );
      } finally {
        this.#giveBack(worker);
      }
    }
  }

  /** Kills all workers, whatever they do, and waits until they have ended. What runs fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#killAll();
    for (const wake of this.#waiting.splice(0)) wake();
    await Promise.all([...this.#workers].map(({ ended }) => ended));
    process.off('exit', this.#killAll);
  }

  readonly #killAll = (): void => {
    for (const worker of this.#workers) worker.kill();
  };

  async #take(): Promise<Worker> {
    while (!this.#isClosed) {
      const worker = this.#idle.pop();
      // One that died while it had nothing to do is forgotten here.
      if (worker?.isGone === false) return worker;
      if (worker !== undefined) continue;
      if (this.#workers.size < this.#options.size) return this.#start();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    throw new Error('the pool of workers is closed');
  }

  #giveBack(worker: Worker): void {
    if (!worker.isGone) this.#idle.push(worker);
    this.#waiting.shift()?.();
  }

  #start(): Worker {
    const worker = new Worker(this.#options.script);
    this.#workers.add(worker);
    void worker.ended.then(() => this.#workers.delete(worker));
    return worker;
  }
}

/** The message says what became of the process: `was killed by SIGKILL`. */
class WorkerLost extends Error {
  override readonly name = 'WorkerLost';
  /** Not killed: its own code ended it. */
  readonly isOwnDoing: boolean;
  /** The end of what it wrote to its standard error. */
  readonly lastWords: string;

  constructor(message: string, isOwnDoing: boolean, lastWords: string) {
    super(message);
    this.isOwnDoing = isOwnDoing;
    this.lastWords = lastWords;
  }
}

class Worker {
  /** Kept once it has ended, never rejected. */
  readonly ended: Promise<void>;
  readonly #process: ChildProcess;
  #loss: WorkerLost | null = null;
  #lastWords = '';

  constructor(script: string) {
    this.#process = fork(script, [String(process.pid)], {
      detached: true,
      // Structured clone keeps what JSON loses, such as infinities.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.stderr?.setEncoding('utf8').on('data', (words: string) => {
      this.#lastWords = (this.#lastWords + words).slice(-LAST_WORDS_LENGTH);
    });
    this.ended = new Promise((resolve) => {
      const end = (how: string, isOwnDoing: boolean): void => {
        this.#loss ??= new WorkerLost(how, isOwnDoing, this.#lastWords);
        resolve();
      };
      this.#process.on('close', (code, signal) => {
        if (signal === null) end(`ended with exit code ${code}`, true);
        else end(`was killed by ${signal}`, false);
      });
      this.#process.on('error', (error) => {
        // A message that cannot be sent to a dying process is an error too; its end follows.
        if (this.#process.pid === undefined) end(`could not be started (${error.message})`, false);
      });
    });
  }

  get isGone(): boolean {
    return this.#loss !== null;
  }

  /** Throws WorkerLost when the process ends before it answers. */
  async run(task: object): Promise<unknown> {
    let take!: (reply: unknown) => void;
    const reply = new Promise<unknown>((resolve) => (take = resolve));
    this.#process.once('message', take);
    this.#process.send(task);
    const answer = await Promise.race([reply, this.ended]);
    this.#process.off('message', take);
    if (answer === undefined) throw this.#loss!;
    return answer;
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

function givenUp({ message, isOwnDoing, lastWords }: WorkerLost): Error {
  const what = `one run was begun ${MAX_REPEATS + 1} times, and each time its worker process ${message}`;
  if (isOwnDoing) return new Error(`${what}\n${lastWords}`);
  return new UserError(
    what,
    /heap (limit|out of memory)/.test(lastWords)
      ? 'it needs more memory than Node gives it: set NODE_OPTIONS=--max-old-space-size=8192 (MiB), or make run.duration shorter'
      : 'the system may be short of memory: try --workers 1, or make run.duration shorter',
  );
}
