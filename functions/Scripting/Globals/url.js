// URL and URLSearchParams over the host's parser.
(function (parse) {
  const decode = text => { try { return decodeURIComponent(text.replace(/\+/g, ' ')); } catch (malformed) { return text; } };
  const encode = text => encodeURIComponent(text).replace(/%20/g, '+').replace(/[!'()~]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase());

  class URLSearchParams {
    #pairs = [];
    #changed = () => {};

    constructor(init = '', changed) {
      if (changed) this.#changed = changed;
      if (init instanceof URLSearchParams || Array.isArray(init)) for (const [name, value] of init) this.#pairs.push([String(name), String(value)]);
      else if (init !== null && typeof init === 'object') for (const name of Object.keys(init)) this.#pairs.push([name, String(init[name])]);
      else {
        for (const part of String(init).replace(/^\?/, '').split('&')) {
          if (!part) continue;
          const at = part.indexOf('=');
          this.#pairs.push(at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))]);
        }
      }
    }

    get size() { return this.#pairs.length; }
    append(name, value) { this.#pairs.push([String(name), String(value)]); this.#changed(); }
    delete(name) { this.#pairs = this.#pairs.filter(pair => pair[0] !== String(name)); this.#changed(); }
    get(name) { const pair = this.#pairs.find(pair => pair[0] === String(name)); return pair ? pair[1] : null; }
    getAll(name) { return this.#pairs.filter(pair => pair[0] === String(name)).map(pair => pair[1]); }
    has(name) { return this.get(name) !== null; }
    set(name, value) {
      const first = this.#pairs.findIndex(pair => pair[0] === String(name));
      if (first < 0) return this.append(name, value);
      this.#pairs = this.#pairs.filter((pair, index) => index === first || pair[0] !== String(name));
      this.#pairs[first][1] = String(value);
      this.#changed();
    }
    sort() { this.#pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)); this.#changed(); }
    forEach(callback) { for (const [name, value] of this.#pairs) callback(value, name, this); }
    *keys() { for (const pair of this.#pairs) yield pair[0]; }
    *values() { for (const pair of this.#pairs) yield pair[1]; }
    *entries() { for (const pair of this.#pairs) yield [pair[0], pair[1]]; }
    [Symbol.iterator]() { return this.entries(); }
    toString() { return this.#pairs.map(pair => encode(pair[0]) + '=' + encode(pair[1])).join('&'); }
  }

  const names = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];

  class URL {
    #parts;
    #params;

    constructor(url, base) {
      const parts = parse(String(url), base === undefined ? undefined : String(base));
      if (!parts) throw new TypeError('Invalid URL');
      this.#parts = JSON.parse(parts);
      this.#params = new URLSearchParams(this.#parts.search, () => {
        const text = this.#params.toString();
        this.#parts.search = text && '?' + text;
      });
    }

    get searchParams() { return this.#params; }
    get host() { return this.#parts.hostname + (this.#parts.port && ':' + this.#parts.port); }
    get origin() { return this.#parts.protocol + '//' + this.host; }
    get href() {
      const { protocol, username, password, pathname, search, hash } = this.#parts;
      return protocol + '//' + (username && username + (password && ':' + password) + '@') + this.host + pathname + search + hash;
    }
    toString() { return this.href; }
    toJSON() { return this.href; }
    static canParse(url, base) { return Boolean(parse(String(url), base === undefined ? undefined : String(base))); }

    static {
      const prefixes = { search: '?', hash: '#', pathname: '/' };
      for (const name of names) {
        Object.defineProperty(URL.prototype, name, {
          configurable: true,
          enumerable: true,
          get() { return this.#parts[name]; },
          set(value) {
            const [text, prefix] = [String(value), prefixes[name]];
            this.#parts[name] = prefix && text && !text.startsWith(prefix) ? prefix + text : text;
            if (name === 'search') this.#params = new URL(this.href).searchParams;
          },
        });
      }
    }
  }

  return { URL, URLSearchParams };
})
