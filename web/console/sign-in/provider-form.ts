/** What the dialog's form says, as the operations take it; their schemas judge it. */
export function readProviderForm(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const [zh, en, productClaim, productKey] = [text('nameZh'), text('nameEn'), text('productClaim'), text('productKey')];
  return {
    key: text('key'),
    name: { ...(zh === '' ? {} : { 'zh-CN': zh }), ...(en === '' ? {} : { en }) },
    issuer: text('issuer'),
    clientId: text('clientId'),
    clientSecret: text('clientSecret'),
    scopes: text('scopes'),
    trustsEmail: form.get('trustsEmail') === 'on',
    enabled: form.get('enabled') === 'on',
    revision: Number(text('revision')),
    ...(productClaim === '' ? {} : { productClaim }),
    ...(productKey === '' ? {} : { productKey }),
  };
}
