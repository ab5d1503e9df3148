import type { Dial } from '@racetower/timing';

/**
 * Watches both ends of a line over this machine's network, so that a story goes on only when nothing is under way on it: the
 * same happens in every run, however long the network takes.
 */
export class Loopback {
  readonly #bytes = { toTower: 0, atTower: 0, toGear: 0, atGear: 0 };
  #dialling = 0;
  #towerEnds = 0;
  #gearEnds = 0;
  #hangingUp = 0;

  /** The end that is served. */
  gear(dial: Dial): Dial {
    return (listener) => {
      let hungUp = false;
      this.#gearEnds++;
      const wire = dial({
        opened: () => listener.opened(),
        received: (bytes) => {
          this.#bytes.toTower += bytes.length;
          listener.received(bytes);
        },
        closed: (why) => {
          if (!hungUp) this.#hangingUp++;
          hungUp = true;
          listener.closed(why);
        },
      });
      return {
        send: (bytes) => {
          this.#bytes.atGear += bytes.length;
          wire.send(bytes);
        },
        close: () => {
          if (hungUp) this.#hangingUp--;
          this.#gearEnds--;
          wire.close();
        },
      };
    };
  }

  /** The end that dials. */
  tower(dial: Dial): Dial {
    return (listener) => {
      let open = false;
      this.#dialling++;
      const wire = dial({
        opened: () => {
          open = true;
          this.#dialling--;
          this.#towerEnds++;
          listener.opened();
        },
        received: (bytes) => {
          this.#bytes.atTower += bytes.length;
          listener.received(bytes);
        },
        closed: (why) => {
          if (open) this.#towerEnds--;
          else this.#dialling--;
          listener.closed(why);
        },
      });
      return {
        send: (bytes) => {
          this.#bytes.toGear += bytes.length;
          wire.send(bytes);
        },
        close: () => wire.close(),
      };
    };
  }

  /** Waits until all that was sent has arrived, and who dialled or hung up has been noticed at the other end. */
  async quiet(): Promise<void> {
    while (!this.#isQuiet()) await new Promise<void>((done) => void setImmediate(done));
  }

  #isQuiet(): boolean {
    if (this.#dialling > 0 || this.#hangingUp > 0 || this.#towerEnds !== this.#gearEnds) return false;
    const { toTower, atTower, toGear, atGear } = this.#bytes;
    // What was under way when a line broke never arrives.
    if (this.#towerEnds === 0) Object.assign(this.#bytes, { atTower: toTower, atGear: toGear });
    return this.#towerEnds === 0 || (toTower === atTower && toGear === atGear);
  }
}
