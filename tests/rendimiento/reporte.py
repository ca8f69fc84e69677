"""El reporte que miden los bancos: confirmar un avance, con todo lo que se guarda en ese instante."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.contexto import Contexto
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.modelo.borrador import Borrador
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.identidad import IdActividad
from dominio.modelo.libro import LibroLeido
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.valores.porcentaje import Porcentaje
from tests.almacen.hechos import AHORA, VIGENCIA, fila_plan, vincular
from tests.apoyo.plan import LunesAViernes

ARRIENDO = timedelta(seconds=60)
BOTONES = {"inline_keyboard": [[{"text": "Registrar otro", "callback_data": "o:avance"}]]}


def sembrar(almacen: AlmacenSQL, codigo: str, cuentas: Sequence[int], actividades: int) -> None:
    """Una entidad con su plan y una persona de planeación por cada cuenta de Telegram."""
    filas = tuple(fila_plan(f"A-{n:05d}", bpin=f"{codigo}{n % 40:05d}") for n in range(actividades))
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.crear(codigo, f"Entidad {codigo}")
        unidad.planes.aplicar(entidad.id, VIGENCIA, LibroLeido(plan=filas), AHORA)
        for cuenta in cuentas:
            nueva = NuevaPersona(entidad.id, f"Persona {cuenta}", Rol.PLANEACION)
            vincular(unidad, unidad.personas.crear(nueva), cuenta)
        unidad.confirmar()


class Puesto:
    """Una persona que confirma reportes, cada uno de su borrador.

    Args:
        parte: qué actividades le tocan, (cuál, de cuántas): así varias no se estorban el avance.
    """

    def __init__(self, almacen: AlmacenSQL, cuenta: int, parte: tuple[int, int] = (0, 1)) -> None:
        self._almacen = almacen
        self._cuenta = cuenta
        with almacen.lectura() as unidad:
            persona = unidad.personas.por_telegram(cuenta)
            assert persona is not None
            cual, cuantas = parte
            renglones = unidad.planes.renglones(persona.entidad_id, VIGENCIA)[cual::cuantas]
        self._persona = persona
        self._actividades: list[IdActividad] = [renglon.id for renglon in renglones]
        self._calendario = LunesAViernes()

    def preparar(self, desde: int, cuantos: int) -> None:
        """Deja los borradores llenos, a falta de confirmar."""
        with self._almacen.unidad() as unidad:
            for numero in range(desde, desde + cuantos):
                respuestas = {"actividad": str(self._actividad(numero)), "porcentaje": str(numero)}
                unidad.borradores.guardar(
                    Borrador(
                        id=0,
                        persona_id=self._persona.id,
                        chat_id=self._chat(numero),
                        asunto="avance",
                        esquema=1,
                        clave_envio=self._clave(numero),
                        actualizado_en=AHORA,
                        vence_en=AHORA + timedelta(days=1),
                        respuestas=respuestas,
                    )
                )
            unidad.confirmar()

    def confirmar(self, numero: int) -> str:
        """Una transacción: lo visto, el reporte, su traza, el borrador cerrado y el acuse en la salida."""
        chat = self._chat(numero)
        update_id = self._cuenta * 1_000_000 + numero
        with self._almacen.unidad() as unidad:
            unidad.turno(self._cuenta)
            assert unidad.entrantes.anotar(update_id, self._cuenta, AHORA)
            persona = unidad.personas.por_telegram(self._cuenta)
            assert persona is not None
            entidad = unidad.entidades.traer(persona.entidad_id)
            contexto = Contexto(unidad, persona, entidad, AHORA, self._calendario, "chat", update_id)
            borrador = unidad.borradores.traer(persona.id, chat)
            assert borrador is not None
            datos = DatosAvance(
                borrador.clave_envio,
                IdActividad(int(borrador.respuestas["actividad"])),
                ValorAvance(Porcentaje(int(borrador.respuestas["porcentaje"]))),
                "Se dictaron 12 talleres en 4 veredas.",
            )
            avance = registrar_avance(contexto, datos)
            unidad.borradores.borrar(borrador)
            acuse = {"text": f"Avance guardado · folio {avance.folio}", "reply_markup": BOTONES}
            envios = [
                Envio(chat, "answerCallbackQuery", {"callback_query_id": str(update_id)}, ClaseEnvio.BOTON),
                Envio(chat, "editMessageText", acuse, ClaseEnvio.ACUSE, persona_id=persona.id),
            ]
            unidad.salidas.encolar(envios, AHORA, tomar=ARRIENDO)
            unidad.confirmar()
        return avance.folio

    def _actividad(self, numero: int) -> IdActividad:
        return self._actividades[numero % len(self._actividades)]

    def _clave(self, numero: int) -> str:
        return f"{self._cuenta}-{numero}"

    def _chat(self, numero: int) -> int:
        return self._cuenta * 1_000_000 + numero
