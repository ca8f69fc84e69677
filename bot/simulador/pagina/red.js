// Conversación con el servidor: la configuración, los actos de la persona y el flujo de eventos.
let token = "";

export async function leerConfiguracion() {
  const respuesta = await fetch("sim/config");
  const configuracion = await respuesta.json();
  token = configuracion.token;
  return configuracion;
}

async function resultado(respuesta) {
  const cuerpo = await respuesta.json().catch(() => ({}));
  if (!respuesta.ok) throw new Error(cuerpo.error || "El servidor no respondió como se esperaba.");
  return cuerpo;
}

export async function actuar(accion, datos) {
  const opciones = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(datos) };
  return (await resultado(await fetch(`sim/${token}/${accion}`, opciones))).resultado;
}

export async function adjuntar(persona, archivos, como, pie) {
  const formulario = new FormData();
  formulario.append("persona", persona);
  formulario.append("como", como);
  formulario.append("pie", pie);
  for (const archivo of archivos) formulario.append("archivo", archivo, archivo.name);
  return resultado(await fetch(`sim/${token}/archivo`, { method: "POST", body: formulario }));
}

export async function ver(que, persona) {
  return resultado(await fetch(`sim/${token}/${que}?persona=${persona}`));
}

export async function moverReloj(accion) {
  const opciones = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ accion }) };
  return resultado(await fetch("sim/reloj", opciones));
}

export const direccionDe = (archivo) => `sim/${token}/descarga/${encodeURIComponent(archivo)}`;

export function escuchar(alLlegar, alConectar) {
  const flujo = new EventSource(`sim/${token}/eventos`);
  flujo.onmessage = (evento) => alLlegar(JSON.parse(evento.data));
  flujo.onopen = () => alConectar(true);
  flujo.onerror = () => alConectar(false);
}
