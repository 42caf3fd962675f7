// HTTP as Meteor has it, which scripts of older servers call: HTTP(method, url, options) gives {result} or {error}; HTTP.call and the like give the result or throw.
(function (send) {
  function request(method, url, options) {
    options = options || {};
    const headers = Object.assign({}, options.headers);
    const has = name => Object.keys(headers).some(key => key.toLowerCase() === name);
    let body = options.content;
    if (options.data !== undefined) {
      body = JSON.stringify(options.data);
      if (!has('content-type')) headers['Content-Type'] = 'application/json';
    }
    const pairs = Object.keys(options.params || {}).map(key => encodeURIComponent(key) + '=' + encodeURIComponent(options.params[key])).join('&');
    if (pairs && body === undefined && /^(POST|PUT|PATCH)$/i.test(method)) {
      body = pairs;
      if (!has('content-type')) headers['Content-Type'] = 'application/x-www-form-urlencoded';
    } else if (pairs) {
      url += (url.includes('?') ? '&' : '?') + pairs;
    }
    if (options.query) url = url.split('?')[0] + '?' + options.query;
    if (options.auth) headers.Authorization = 'Basic ' + btoa(options.auth);
    const answer = JSON.parse(send(JSON.stringify({ method: String(method).toUpperCase(), url: String(url), headers, body, timeout: options.timeout })));
    if (answer.error) throw new Error(answer.error);
    const result = { statusCode: answer.status, headers: answer.headers, content: answer.body, data: null };
    try {
      result.data = JSON.parse(answer.body);
    } catch (notJson) {
      // Only what is JSON has data.
    }
    if (answer.status < 400) return result;
    const failure = new Error('failed [' + answer.status + '] ' + answer.body.slice(0, 500));
    failure.response = result;
    throw failure;
  }

  function HTTP(method, url, options) {
    try {
      return { result: request(method, url, options) };
    } catch (error) {
      return { error };
    }
  }

  HTTP.call = request;
  for (const name of ['get', 'post', 'put', 'patch']) HTTP[name] = (url, options) => request(name, url, options);
  HTTP.del = HTTP.delete = (url, options) => request('delete', url, options);
  return HTTP;
})
