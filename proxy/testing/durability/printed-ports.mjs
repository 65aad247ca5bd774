import { Server } from 'node:net'

// Loaded into a server with `--import`: prints each port on which it listens, in a line on stderr.

/** @type {Function} */
const listen = Reflect.get(Server.prototype, 'listen')

/** @this {Server} @param {any[]} args */
Server.prototype.listen = function printing(...args) {
  this.once('listening', () => {
    const address = this.address()
    if (address !== null && typeof address === 'object')
      process.stderr.write(`listens on port ${address.port}\n`)
  })
  return Reflect.apply(listen, this, args)
}
