export const http = {
  'http.dns.published':
    '{server} отвечает на {name} адресом {address}: его публикует {kind} {object}, а external-dns записывает в мировой DNS.',
  'http.upstream.opens':
    '{server} открывает собственное соединение, с {source} на {target}. Адрес клиента остаётся в заголовке: X-Forwarded-For: {client}.',
  'http.upstream.again': 'С {failed} не вышло, {server} пробует следующий эндпоинт: с {source} на {target}.',
  'http.response.server': '{server} отвечает на {method} {url} кодом {status}.',
  'http.response.balancer':
    '{server} сам отвечает на {method} {url} кодом {status}: ни один под за ним о запросе не узнаёт.',
  'http.response.redirect':
    '{server} сам отвечает на {method} {url} кодом {status} и отправляет клиента на {location}.',
  'http.response.badGateway':
    '{server} не смог соединиться с {target} (попыток: {tries}) и отвечает {status} Bad Gateway.',
  'http.response.gatewayTimeout':
    '{target} не ответил за {seconds, plural, one {# секунду} few {# секунды} many {# секунд} other {# секунды}}; {server} отвечает {status} Gateway Time-out.',
  'http.response.plainToTls':
    '{server} отвечает {status}: запрос без шифрования пришёл на порт {port}, где ждут TLS («The plain HTTP request was sent to HTTPS port»).',
  'http.response.tlsToPlain':
    'Порт {port} у {server} — для HTTP без шифрования: TLS-рукопожатие для него испорченный запрос, и он отвечает {status} открытым текстом, который клиент не может принять за TLS.',
  'http.response.unresolved': 'У {server} нет адреса для {name}, соединяться не с чем: он сам отвечает {status}.',
  'http.response.loop': 'Маршрут снова и снова возвращает запрос к {server}: он сдаётся с кодом {status}.',

  'http.sum.server': '{client} запрашивает {url} и получает {status} от {server}.',
  'http.sum.proxied': '{client} запрашивает {url} и получает {status} от {server} по правилу {ingress} в {balancer}.',
  'http.sum.balancer': '{client} запрашивает {url} и получает {status} от самого {balancer}.',
  'http.sum.redirect': '{client} запрашивает {url}, а {balancer} отправляет его на {location} ({status}).',
} as const satisfies Record<keyof typeof import('../en/http.js').http, string>;
