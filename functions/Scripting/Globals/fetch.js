// fetch as newer servers have it: what scripts use of a response, nothing streamed.
(function (send) {
  class Headers {
    constructor(values) { this.values = values; }
    get(name) { const value = this.values[String(name).toLowerCase()]; return value === undefined ? null : value; }
    has(name) { return this.get(name) !== null; }
    keys() { return Object.keys(this.values)[Symbol.iterator](); }
    entries() { return Object.entries(this.values)[Symbol.iterator](); }
    forEach(callback) { for (const [name, value] of this.entries()) callback(value, name, this); }
    [Symbol.iterator]() { return this.entries(); }
    raw() { return Object.fromEntries(Object.entries(this.values).map(([name, value]) => [name, [value]])); }
  }

  class Response {
    constructor(answer) {
      this.status = answer.status;
      this.statusText = answer.reason;
      this.ok = answer.status >= 200 && answer.status < 300;
      this.url = answer.url;
      this.headers = new Headers(answer.headers);
      Object.defineProperty(this, 'content', { value: answer.body });
    }
    async text() { return this.content; }
    async json() { return JSON.parse(this.content); }
  }

  return async function fetch(url, options) {
    options = options || {};
    let { body, headers = {} } = options;
    headers = Object.assign({}, headers.values || headers);
    if (body !== undefined && body !== null && typeof body !== 'string') {
      const isForm = body instanceof URLSearchParams;
      if (!Object.keys(headers).some(key => key.toLowerCase() === 'content-type')) headers['Content-Type'] = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
      body = isForm ? body.toString() : JSON.stringify(body);
    }
    const answer = JSON.parse(await send(JSON.stringify({ method: String(options.method || 'GET').toUpperCase(), url: String(url), headers, body, timeout: options.timeout })));
    if (answer.error) throw new TypeError(answer.error);
    return new Response(answer);
  };
})
