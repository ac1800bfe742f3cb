import type { Agenda } from '../control/agenda.ts';
import type { FaultControl } from './fault-control.ts';
import type { FaultFamily, FaultOf } from './fault-family.ts';

type StoreFault = FaultOf<'store-disconnected' | 'kmsuser'>;

/**
 * Somebody disconnects the key store, or spoils the login of `kmsuser`. When the last disconnection
 * ends somebody connects the store again, and they are over when it is seen CONNECTED. Where that
 * connect fails they go on, until an operator has connected it: nobody tries the same again.
 */
export class StoreFaults implements FaultFamily<StoreFault> {
  readonly #control: FaultControl;
  readonly #agenda: Agenda;
  #disconnections = 0;
  #isConnectAsked = false;
  /** Disconnections that have ended and wait for the store. */
  #waiting: (() => void)[] = [];

  constructor(control: FaultControl, agenda: Agenda) {
    this.#control = control;
    this.#agenda = agenda;
    control.connection.listen(() => this.#stateChanged());
  }

  begin(fault: StoreFault): void {
    if (fault.kind === 'kmsuser') {
      this.#control.kmsuserFault(fault.how);
      return;
    }
    this.#disconnections++;
    this.#isConnectAsked = false;
    this.#control.act({ kind: 'DisconnectCustomKeyStore' });
  }

  end(fault: StoreFault, over: () => void): void {
    if (fault.kind === 'kmsuser') {
      this.#control.endKmsuserFault(fault.how);
      over();
      return;
    }
    this.#disconnections--;
    this.#waiting.push(over);
    this.#connect();
  }

  #connect(): void {
    if (this.#disconnections > 0 || this.#isConnectAsked) return;
    const answer = this.#control.act({ kind: 'ConnectCustomKeyStore' });
    // While it is still disconnecting the answer is no: then again when that is done.
    this.#isConnectAsked = answer === 'started';
    if (answer === 'ok' && this.#control.connection.isConnected) this.#tellWaiting();
  }

  #stateChanged(): void {
    if (this.#waiting.length === 0) return;
    // Later, at the same instant: whoever changes the state is still at it.
    this.#agenda.after(0, () => {
      const { state } = this.#control.connection;
      if (state === 'CONNECTED' && this.#disconnections === 0) this.#tellWaiting();
      else if (state === 'DISCONNECTED') this.#connect();
    });
  }

  #tellWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const over of waiting) over();
  }
}
