// A form with a hidden field `credential` is sent only once the browser has filled that field from
// a passkey. What to ask for stands in the page (#js_data) or comes from the form's own address.
(() => {
  async function asked(form) {
    const inPage = document.getElementById("js_data");
    if (inPage) {
      return JSON.parse(inPage.textContent);
    }
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return answer.json();
  }

  function makesPasskeys(form, options) {
    const alone = form.elements.namedItem("passwordless");
    const wanted = options.publicKey.authenticatorSelection;
    const required = alone !== null && alone.checked;
    wanted.residentKey = required ? "required" : "discouraged";
    wanted.requireResidentKey = required;
    if (required) {
      wanted.userVerification = "required";
    }
    return window.webauthnJSON.create(options);
  }

  async function credential(form) {
    const data = await asked(form);
    const found = data.creation_options
      ? await makesPasskeys(form, data.creation_options)
      : await window.webauthnJSON.get(data.request_options);
    return JSON.stringify(found);
  }

  for (const field of document.querySelectorAll('input[name="credential"]')) {
    const form = field.form;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      field.value = "";
      try {
        field.value = await credential(form);
      } catch {
        // Refused or unknown: sent empty, the answer says what else to do.
      }
      form.submit();
    });
  }
})();
