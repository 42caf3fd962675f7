// What bounded built-in functions answer, told apart by name; run by Node and by the sandbox, which must agree.
const cases = {
  'concat takes anything': () => 'a'.concat(1, null, undefined, [1, [2]], {}, true),
  'concat of nothing': () => 'a'.concat(),
  'concat on null': () => String.prototype.concat.call(null, 'a'),
  'raw as a tag': () => String.raw`a${1}\n${'b'}`,
  'raw of a text': () => String.raw({ raw: 'abc' }, 1, 2, 3, 4),
  'raw of an array-like': () => String.raw({ raw: { length: 2, 0: 'x', 1: 'y' } }, 'z'),
  'raw of nothing': () => String.raw(undefined),
  'repeat, pad': () => ['ab'.repeat(2.9), 'x'.padStart(5, 'ab'), 'x'.padEnd(4), 'x'.padStart(0)],
  'repeat a negative time': () => 'x'.repeat(-1),
  'cases and forms': () => ['ßé'.toUpperCase(), 'İ'.toLowerCase().length, 'a'.normalize('NFC')],
  'wrong form': () => 'a'.normalize('x'),
  'encoded': () => [encodeURIComponent('ü€😀 /?'), encodeURI('ü€😀 /?#'), escape('ü€ '), encodeURIComponent(), encodeURIComponent([1, 2])],
  'half an emoji encoded': () => encodeURIComponent('\ud800'),

  'join': () => [[1, [2, [3]], null, undefined].join(), [, 1, , 2].join(';'), [].join(), [1, 2].join(undefined), [1, 2].join(null), [1, 2].join('')],
  'join of others': () => [Array.prototype.join.call('abc', '-'), Array.prototype.join.call({ length: 3, 1: 'x' }, '+'), new Uint8Array([1, 2]).join('-')],
  'join on null': () => Array.prototype.join.call(null),
  'join of a circle': () => { const a = [1]; a.push(a, 2); return [a.join(), String(a)]; },
  'join of a symbol': () => [Symbol('x')].join(),
  'join asks each element once': () => { let n = 0; return [[{ toString() { return ++n; } }, { toString() { return ++n; } }].join(), n]; },
  'toLocaleString': () => [[1, null, 'a', { toLocaleString: () => 'own' }].toLocaleString(), [].toLocaleString()],
  'flat': () => [[1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(2), [1, [2, [3, [4]]]].flat(Infinity), [[1]].flat(0), [[1]].flat(-1), [[1]].flat('x')],
  'flat leaves holes out': () => [1, , [2, , 3]].flat(),
  'flat of others': () => Array.prototype.flat.call({ length: 2, 0: [1], 1: 2 }),
  'flatMap': () => [1, 2].flatMap(x => [x, [x]]),
  'shape of functions': () => [[].join.length, [].join.name, ''.concat.name, ''.replace.length, JSON.stringify.length, JSON.stringify.name, Object.keys(Array.prototype).length, Object.keys(JSON).length],

  'templates of an expression': () => 'abcabc'.replace(/b(c)?/g, "[$&|$`|$'|$1|$2|$$|$01|$10|$0|$<x>|$x|$]"),
  'templates of ten groups': () => 'abcdefghijk'.replace(/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)/, '$10-$1-$11-$09-$99'),
  'templates of names': () => '2026-11'.replace(/(?<y>\d+)-(?<m>\d+)/, '$<m>/$<y>/$<none>/$<open'),
  'templates of a text': () => ["aXbX".replace('X', "[$&$`$'$1$$]"), 'aXbX'.replaceAll('X', "[$&$`$'$1$$]"), 'a'.replace('b', '$&'), 'abc'.replace('', '-'), 'abc'.replaceAll('', '-')],
  'long templates of an expression': () => digest(('b' + 'x'.repeat(99)).repeat(700).replace(/b(x)(z)?/g, '<$1|$2|$&|$$>')),
  'long templates of a text': () => digest(('b' + 'x'.repeat(99)).repeat(700).replaceAll('bx', '<$&|$1|$$>')),
  'long templates of what is around': () => digest('abc'.repeat(40).replace(/b/g, "<$`|$'>")),
  'long templates of names': () => digest(('b' + 'x'.repeat(99)).repeat(700).replace(/b(?<n>x)/g, '<$<n>$<o>$<n>')),
  'long plain replacement': () => digest(long.replace(/b/g, 'c'.repeat(50))),
  'replacing functions': () => ['abc'.replace(/(?<x>b)(z)?/g, (...all) => show(all)), 'abc'.replace('b', (...all) => show(all)), 'aa'.replaceAll('a', (m, at) => at), 'abc'.replace(/b/, () => '$&'), 'abc'.replace(/b/, () => undefined)],
  'replace without an expression\'s g': () => 'aaa'.replaceAll(/a/, 'b'),
  'replace keeps lastIndex of sticky ones': () => { const r = /a/y; return ['baa'.replace(r, 'x'), r.lastIndex, 'aab'.replace(r, 'x'), r.lastIndex]; },
  'replace by objects': () => 'abc'.replace({ [Symbol.replace]: (text, by) => text + by }, 'z'),
  'replace with too little': () => ['undefined'.replace(), 'abc'.replace('b'), 'abc'.replace(/b/)],
  'replace on null': () => String.prototype.replace.call(undefined, 'a', 'b'),
  'match': () => ['x😀y'.match(/(?:)/gu), 'abab'.match(/b/g), 'abab'.match(/z/g), show({ ...'abab'.match(/(b)(?<n>a)/) }), 'abab'.match('b').index],
  'match of a long text': () => { const r = /b(a)?/g; r.lastIndex = 7; const all = long.match(r); return [all.length, all[0], all[299], r.lastIndex, long.match(/z/g)]; },
  'match of nothing in a long text': () => [long.match(/(?=b)/g).length, long.match(/(?=😀)/gu).length, long.match(/(?=\ude00)/gu), long.match(/(?=\ude00)/g).length],
  'matchAll, split, search': () => [[...'abab'.matchAll(/b/g)].map(m => m.index), 'a1b2c'.split(/\d/), 'a,b'.split(','), 'abc'.search(/c/)],

  'JSON': () => JSON.stringify({ a: [1, undefined, () => 1, Symbol('x'), null, NaN, -0], b: undefined, c: new Date(0), d: new Map([[1, 2]]), e: Object.create(null), f: 'ü\u2028\ud800"\n', [Symbol('s')]: 1 }),
  'JSON of primitives': () => [JSON.stringify('a'), JSON.stringify(1), JSON.stringify(null), JSON.stringify(undefined), JSON.stringify(() => 1), JSON.stringify(Symbol('x')), JSON.stringify()],
  'JSON of wrappers': () => JSON.stringify([new String('s'), new Number(5), new Boolean(false), Object(Symbol('x'))]),
  'JSON of a wrapper with a toString': () => JSON.stringify(Object.assign(new String('s'), { toString: () => 'own' })),
  'JSON of a BigInt': () => JSON.stringify(1n),
  'JSON of a circle': () => { const a = {}; a.a = a; return JSON.stringify(a); },
  'JSON of a circle with a list': () => { const a = { b: 1 }; a.a = [a]; return JSON.stringify(a, ['a', 'b']); },
  'JSON of a circle of arrays': () => { const a = []; a.push([a]); return JSON.stringify(a); },
  'JSON of holes': () => JSON.stringify([, 1, ,]),
  'JSON of own and inherited': () => JSON.stringify(Object.create({ a: 1 }, { b: { value: 2, enumerable: true }, c: { value: 3 } })),
  'JSON of a proxy': () => [JSON.stringify(new Proxy({ a: 1 }, {})), JSON.stringify(new Proxy([1], {}))],
  'JSON of toJSON': () => JSON.stringify({ a: { toJSON(key) { return 'k' + key; } }, b: { toJSON: 1 }, c: [{ toJSON(key) { return typeof key + key; } }] }),
  'JSON with a function': () => JSON.stringify({ a: 1, b: [2, { c: 3 }], d: 'x' }, function (key, value) { return key === 'd' ? undefined : typeof value === 'number' ? value + Object.keys(this).length : value; }),
  'JSON with a function for the root': () => JSON.stringify(5, (key, value) => (key === '' ? { a: value } : value + 1)),
  'JSON with a list': () => JSON.stringify({ a: 1, b: { a: 2, c: 3 }, c: [{ b: 4, a: 5 }], 2: 'two' }, [2, 'c', 'b', 'a', 'c', new String('none')]),
  'JSON with a list and wrappers': () => JSON.stringify({ a: new Number(1), b: new String('s'), c: new Date(0) }, ['c', 'b', 'a']),
  'JSON with a list of what is hidden': () => JSON.stringify(Object.defineProperty(Object.create({ b: 2 }), 'a', { value: 1 }), ['b', 'a']),
  'JSON with an empty list': () => JSON.stringify({ a: 1, b: [2] }, []),
  'JSON of an error by its names': () => { const e = new TypeError('why'); return JSON.stringify(e, ['message', 'none']); },
  'JSON indented': () => [JSON.stringify({ a: [1, { b: [] }, {}], c: { d: 'x' } }, null, 2), JSON.stringify({ a: [1] }, null, '--'), JSON.stringify([1], null, 99), JSON.stringify([1], null, 'abcdefghijklmnop'), JSON.stringify([1], null, new Number(1)), JSON.stringify([1], null, ''), JSON.stringify({ a: 1 }, ['a'], '\t')],
  'JSON and back': () => JSON.parse(JSON.stringify({ a: { b: [1, 'x', null, true] } })),
};

const long = ('ba😀' + 'x'.repeat(996)).repeat(300);

function digest(text) {
  let hash = 0;
  for (let i = 0; i < text.length; i += 7) hash = (hash * 31 + text.charCodeAt(i)) | 0;
  return [text.length, hash, text.slice(0, 40)];
}

// Without the functions that are tried.
function show(value) {
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) text += (i ? ', ' : '') + (i in value ? show(value[i]) : 'hole');
    return text + ']';
  }

  if (value !== null && typeof value === 'object') {
    let text = '{';
    for (const key in value) text += key + ': ' + show(value[key]) + '; ';
    return text + '}';
  }

  return typeof value === 'string' ? '"' + value + '"' : Object.is(value, -0) ? '-0' : String(value);
}

function answer(name) {
  try { return show(cases[name]()); } catch (error) { return 'throws ' + error.name; }
}
