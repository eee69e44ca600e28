// The draw again, for a page without a server: the same as draw.go, dice.go and pick.go, held to testdata/draws.json.
// A plain script without anything around it; it leaves one object, AnjianDraw.
var AnjianDraw = (function () {
  'use strict';

  var K = [];
  (function () { // the constants of SHA-256: fractions of the cube roots of the first 64 primes
    for (var n = 2, found = 0; found < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
      if (prime) { K.push(fraction(n)); found++; }
    }
    function fraction(p) { // floor(2^32 · frac(∛p)), exactly: the largest x with x³ ≤ p·2^96
      var want = BigInt(p) << 96n, low = 0n, high = 1n << 36n;
      while (low < high) {
        var mid = (low + high + 1n) >> 1n;
        if (mid * mid * mid <= want) low = mid; else high = mid - 1n;
      }
      return Number(low & 0xffffffffn);
    }
  })();

  function sha256(bytes) {
    var h = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
    var length = bytes.length, padded = new Uint8Array(((length + 8 >> 6) + 1) * 64), view = new DataView(padded.buffer), w = new Int32Array(64);
    padded.set(bytes);
    padded[length] = 0x80;
    view.setUint32(padded.length - 8, Math.floor(length / 0x20000000));
    view.setUint32(padded.length - 4, (length << 3) >>> 0);
    for (var at = 0; at < padded.length; at += 64) {
      for (var i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
      for (; i < 64; i++) {
        var x = w[i - 15], y = w[i - 2];
        w[i] = (w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10)) | 0;
      }
      var v = h.slice();
      for (i = 0; i < 64; i++) {
        var one = (v[7] + (turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)) + (v[4] & v[5] ^ ~v[4] & v[6]) + K[i] + w[i]) | 0;
        var two = ((turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) + (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2])) | 0;
        v = [(one + two) | 0, v[0], v[1], v[2], (v[3] + one) | 0, v[4], v[5], v[6]];
      }
      for (i = 0; i < 8; i++) h[i] = (h[i] + v[i]) | 0;
    }
    var out = new Uint8Array(32), to = new DataView(out.buffer);
    for (i = 0; i < 8; i++) to.setInt32(4 * i, h[i]);
    return out;
  }
  function turn(x, n) { return x >>> n | x << (32 - n); }

  function hmac(key, text) {
    var inner = new Uint8Array(64 + text.length), outer = new Uint8Array(96);
    for (var i = 0; i < 64; i++) { inner[i] = (key[i] || 0) ^ 0x36; outer[i] = (key[i] || 0) ^ 0x5c; }
    inner.set(text, 64);
    outer.set(sha256(inner), 64);
    return sha256(outer);
  }

  function hex(bytes) { var s = ''; for (var i = 0; i < bytes.length; i++) s += (bytes[i] + 256).toString(16).slice(1); return s; }
  function unhex(s) { var out = new Uint8Array(s.length / 2); for (var i = 0; i < out.length; i++) out[i] = parseInt(s.substr(2 * i, 2), 16); return out; }
  function utf8(s) { return new TextEncoder().encode(s); }

  function hashOf(fields) {
    var parts = fields.map(function (f) { return utf8(f); }), size = 0;
    var heads = parts.map(function (p) { var head = utf8(p.length + ':'); size += head.length + p.length + 1; return head; });
    var all = new Uint8Array(size), at = 0;
    parts.forEach(function (p, i) { all.set(heads[i], at); at += heads[i].length; all.set(p, at); at += p.length; all[at++] = 44; });
    return hex(sha256(all));
  }

  // Ids are compared byte by byte, as the server does; JavaScript's own order is of UTF-16 units.
  function order(a, b) {
    var x = utf8(a), y = utf8(b);
    for (var i = 0; i < x.length && i < y.length; i++) if (x[i] !== y[i]) return x[i] - y[i];
    return x.length - y.length;
  }
  function byId(list) { return (list || []).slice().sort(function (a, b) { return order(a.id, b.id); }); }
  function byPair(list) {
    return (list || []).slice().sort(function (a, b) { return order(a.officerId + ' ' + a.enterpriseId, b.officerId + ' ' + b.enterpriseId); });
  }

  function print(p) {
    var r = p.rules, n = String, weights = r.weights || {}, risks = Object.keys(weights).sort(order);
    var f = [p.schema, p.drawId, p.bureauId, p.title, p.item, n(r.count), n(r.eachTown || 0), r.publicSource || '', p.redrawOf || '', p.redrawReason || '', n(risks.length)];
    risks.forEach(function (risk) { f.push(risk, n(weights[risk])); });
    var candidates = byId(p.candidates), officers = byId(p.officers), conflicts = byPair(p.conflicts);
    f.push(n(candidates.length));
    candidates.forEach(function (c) { f.push(c.id, c.name, c.creditCode, c.town, c.risk, n(c.weight)); });
    [p.leftOut, p.officersOut].forEach(function (list) {
      list = byId(list);
      f.push(n(list.length));
      list.forEach(function (l) { f.push(l.id, l.name, l.reason); });
    });
    f.push(n(officers.length));
    officers.forEach(function (o) { f.push(o.id, o.name, o.section); });
    f.push(n(conflicts.length));
    conflicts.forEach(function (c) { f.push(c.officerId, c.enterpriseId); });
    return hashOf(f);
  }

  function commitment(drawId, fingerprint, personId, secret) { return hashOf(['anjian-commit-1', drawId, fingerprint, personId, secret]); }

  function seed(fingerprint, promises, publicNumber) {
    var sorted = promises.slice().sort(function (a, b) { return order(a.personId, b.personId); });
    return hashOf(['anjian-seed-1', fingerprint].concat(sorted.map(function (p) { return p.secret || ''; }), [publicNumber || '']));
  }

  function dice(seedText) {
    var key = unhex(seedText), counter = 0, block = null, at = 32;
    function next() {
      if (at === 32) {
        var text = new Uint8Array(8), view = new DataView(text.buffer);
        view.setUint32(0, Math.floor(counter / 4294967296));
        view.setUint32(4, counter >>> 0);
        counter++;
        block = new DataView(hmac(key, text).buffer);
        at = 0;
      }
      at += 8;
      return BigInt(block.getUint32(at - 8)) << 32n | BigInt(block.getUint32(at - 4));
    }
    return function below(n) {
      var m = BigInt(n), limit = (1n << 64n) - (1n << 64n) % m;
      for (;;) { var x = next(); if (x < limit) return Number(x % m); }
    };
  }

  function pick(p, seedText) {
    var below = dice(seedText), left = byId(p.candidates), officers = byId(p.officers), each = p.rules.eachTown || 0, drawn = [], kept = {}, load = {};
    (p.conflicts || []).forEach(function (c) { kept[c.officerId + ' ' + c.enterpriseId] = true; });
    function take(among) {
      var total = 0, x, i;
      left.forEach(function (c) { if (among(c)) total += c.weight; });
      x = below(total);
      for (i = 0; i < left.length; i++) {
        if (!among(left[i])) continue;
        x -= left[i].weight;
        if (x < 0) { drawn.push(left[i]); left.splice(i, 1); return; }
      }
    }
    if (each > 0) {
      var sizes = {};
      left.forEach(function (c) { sizes['=' + c.town] = (sizes['=' + c.town] || 0) + 1; });
      Object.keys(sizes).map(function (k) { return k.slice(1); }).sort(order).forEach(function (town) {
        for (var n = Math.min(sizes['=' + town], each); n > 0; n--) take(function (c) { return c.town === town; });
      });
    }
    while (drawn.length < p.rules.count) take(function () { return true; });
    return drawn.map(function (c, i) {
      var pair = [];
      for (var n = 0; n < 2; n++) {
        var fewest = [], least = Infinity;
        officers.forEach(function (o) {
          if (kept[o.id + ' ' + c.id] || pair.indexOf(o.id) >= 0) return;
          var has = load['=' + o.id] || 0;
          if (has < least) { least = has; fewest = [o.id]; } else if (has === least) fewest.push(o.id);
        });
        pair.push(fewest[below(fewest.length)]);
      }
      pair.forEach(function (id) { load['=' + id] = (load['=' + id] || 0) + 1; });
      return { no: i + 1, enterpriseId: c.id, leadId: pair[0], assistantId: pair[1] };
    });
  }

  // verify works a certificate out again and names what does not hold; [] when it holds.
  function verify(d) {
    var flaws = [], drawn;
    function hold(ok, flaw) { if (!ok && flaws.indexOf(flaw) < 0) flaws.push(flaw); }
    var promises = d.promises || [], same = function (a, b) { return JSON.stringify(a) === JSON.stringify(b); };
    hold(d.schema === 'anjian-draw-1', 'schema');
    hold(lawful(d), 'pool');
    hold(print(d) === d.fingerprint, 'fingerprint');
    hold(promises.length === 2 && promises[0].personId !== promises[1].personId, 'people');
    promises.forEach(function (p) {
      hold(commitment(d.drawId, d.fingerprint, p.personId, p.secret || '') === p.commitment, 'commitment');
      promises.forEach(function (o) {
        hold(p.shownAt && new Date(p.shownAt) >= new Date(o.promisedAt) && d.drawnAt && new Date(d.drawnAt) >= new Date(p.shownAt) && new Date(p.promisedAt) >= new Date(d.frozenAt), 'order');
      });
    });
    hold(!d.publicNumber === !d.rules.publicSource, 'public_number');
    hold(seed(d.fingerprint, promises, d.publicNumber) === d.seed, 'seed');
    try { drawn = lawful(d) && pick(d, d.seed); } catch (e) { drawn = null; }
    hold(drawn && same(drawn, (d.result || []).map(function (r) { return { no: r.no, enterpriseId: r.enterpriseId, leadId: r.leadId, assistantId: r.assistantId }; })), 'result');
    return flaws;
  }

  // lawful holds a pool to what every pool must be: enough candidates with the weights of the rules, two officers for each.
  function lawful(d) {
    var seen = {}, kept = {}, ok = (d.candidates || []).length >= d.rules.count && d.rules.count > 0;
    (d.conflicts || []).forEach(function (c) { kept[c.officerId + ' ' + c.enterpriseId] = true; });
    (d.candidates || []).forEach(function (c) {
      ok = ok && !seen['=' + c.id] && c.weight === Math.max(1, (d.rules.weights || {})[c.risk] || 0) && c.weight <= 1000;
      seen['=' + c.id] = true;
      ok = ok && (d.officers || []).filter(function (o) { return !kept[o.id + ' ' + c.id]; }).length >= 2;
    });
    (d.leftOut || []).forEach(function (l) { ok = ok && !seen['=' + l.id]; });
    return ok;
  }

  return { sha256: function (text) { return hex(sha256(utf8(text))); }, print: print, commitment: commitment, seed: seed, pick: pick, verify: verify };
})();
