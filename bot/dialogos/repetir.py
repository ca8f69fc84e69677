"""Reportar lo mismo: «sin novedad» o «igual que el corte anterior», de la lista a Confirmar en dos toques."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.dialogos.avance_a_la_vista import acuse
from bot.dialogos.avance_consulta import actividades
from bot.dialogos.campos import CampoOpcion, campo_texto
from bot.motor.botones import APARTE
from bot.motor.campos import Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, recortar
from dominio.casos.repetir import DatosRepeticion, Repeticion, repetir_avance, revisar_repeticion
from dominio.casos.reportar import MAXIMO_NARRATIVA
from dominio.modelo.identidad import IdActividad
from dominio.modelo.reporte import Modalidad
from dominio.reglas.permisos import Permiso

_TEXTO = campo_texto(MAXIMO_NARRATIVA)
# De cuál actividad se llenaron las respuestas: si se escoge otra, se llenan de nuevo.
_LLENADO = "_llenado"


@dataclass(frozen=True, slots=True)
class _Modo:
    """Una manera de repetir, y todo lo que su diálogo pregunta y muestra."""

    modalidad: Modalidad

    def repeticion(self, entorno: Entorno, clave: str = "") -> Repeticion | None:
        """Qué se guardaría para la actividad escogida; ``None`` mientras no lo esté."""
        escogida = clave or entorno.respuestas.get("actividad", "")
        if not escogida.isdecimal():
            return None
        numero, contexto = IdActividad(int(escogida)), entorno.datos.contexto
        return entorno.datos.recordar(
            ("repeticion", self.modalidad, numero),
            lambda: revisar_repeticion(contexto, numero, self.modalidad),
        )

    def rotulo(self, entorno: Entorno, clave: str) -> str:
        """La actividad escogida."""
        repeticion = self.repeticion(entorno, clave)
        return f"{repeticion.renglon.codigo} {repeticion.renglon.nombre}" if repeticion else clave

    def de_cual(self, entorno: Entorno) -> Html:
        """De cuál se habla: al abrirlo con la actividad ya sabida, la persona no la escogió aquí."""
        return armar("<b>%(cual)s</b>", cual=recortar(self.rotulo(entorno, ""), 120))

    def validar(self, entorno: Entorno) -> None:
        """Que haya algo que repetir y nadie lo haya reportado ya."""
        self.repeticion(entorno)

    def en_cero(self, entorno: Entorno) -> bool:
        """Si sigue en 0 %: hay que decir por qué."""
        repeticion = self.repeticion(entorno)
        return repeticion is not None and repeticion.en_cero

    def no_en_cero(self, entorno: Entorno) -> bool:
        """Si lleva algo: las dificultades se cuentan solo si se quiere."""
        return not self.en_cero(entorno)

    def completar(self, entorno: Entorno) -> Mapping[str, str]:
        """Lo opcional queda omitido, o como en el reporte que se repite: se llega directo al resumen."""
        respuestas = entorno.respuestas
        escogida = respuestas.get("actividad", "")
        repeticion = None if respuestas.get(_LLENADO) == escogida else self.repeticion(entorno)
        if repeticion is None:
            return respuestas
        otra = _LLENADO in respuestas
        propias = {c: v for c, v in respuestas.items() if c == "actividad" or c.startswith("_") or not otra}
        previas = _previas(repeticion, con_logro=self.modalidad is Modalidad.IGUAL)
        return {**previas, **propias, _LLENADO: escogida}

    def resumen(self, entorno: Entorno) -> Sequence[Html]:
        """La actividad, de dónde sale lo que se repite, en cuánto queda y en qué corte."""
        repeticion = self.repeticion(entorno)
        return [] if repeticion is None else _a_la_vista(repeticion)

    def confirmar(self, entorno: Entorno, clave_envio: str) -> Cierre:
        """Guarda la repetición y da su folio."""
        respuestas = entorno.respuestas
        datos = DatosRepeticion(
            clave_envio=clave_envio,
            actividad_id=IdActividad(int(respuestas["actividad"])),
            modalidad=self.modalidad,
            logro=respuestas.get("logro") or None,
            dificultades=respuestas.get("justificacion") or respuestas.get("dificultades") or None,
        )
        avance = repetir_avance(entorno.datos.contexto, datos)
        return Cierre(acuse(avance), ((_("Ver mis actividades"), f"{APARTE}o:mis"),))

    def pasos(self) -> tuple[Paso, ...]:
        """La actividad y lo que se puede contar de ella."""
        de_cual = Paso(
            "actividad",
            CampoOpcion(actividades, self.rotulo, numeradas=False),
            _l("Actividad"),
            _l("¿De cuál actividad?"),
            _l("Toque una, o escriba su código, su número o parte del nombre: A-012, 12 o «vías»."),
            valida=self.validar,
        )
        logro = Paso(
            "logro",
            _TEXTO,
            _l("Qué se hizo"),
            _l("¿Qué se hizo?"),
            _l("Ejemplo: Se dictaron 12 talleres en 4 veredas."),
            opcional=True,
        )
        # Sin novedad no hay nada nuevo que contar.
        contar = (logro,) if self.modalidad is Modalidad.IGUAL else ()
        return (de_cual, *contar, *self._pasos_de_dificultades())

    def _pasos_de_dificultades(self) -> tuple[Paso, ...]:
        return (
            Paso(
                "justificacion",
                _TEXTO,
                _l("Dificultades"),
                _l("El avance sigue en 0 %. ¿Qué lo ha impedido?"),
                _l("Ejemplo: El proceso de contratación está en estudios previos."),
                si=self.en_cero,
                detalle=self.de_cual,
            ),
            Paso(
                "dificultades",
                _TEXTO,
                _l("Dificultades"),
                _l("¿Qué lo ha dificultado?"),
                _l("Ejemplo: Se declaró desierto el proceso de contratación."),
                si=self.no_en_cero,
                opcional=True,
            ),
        )

    def dialogo(self, titulo: Perezosa, en_curso: Perezosa) -> Dialogo:
        """El diálogo, que se llama como la modalidad."""
        return Dialogo(
            nombre=self.modalidad.value,
            esquema=1,
            titulo=titulo,
            en_curso=en_curso,
            permiso=Permiso.REGISTRAR_AVANCE,
            pasos=self.pasos(),
            resumen=self.resumen,
            confirmar=self.confirmar,
            completar=self.completar,
        )


def _previas(repeticion: Repeticion, *, con_logro: bool) -> dict[str, str]:
    """Las respuestas del reporte que se repite, solo de lo que aquí se pregunta.

    Lo obligatorio que no dijo no se da por respondido.
    """
    anterior = repeticion.anterior
    previas = {"logro": (anterior.logro if anterior else None) or ""} if con_logro else {}
    dificultades = (anterior.dificultades if anterior else None) or ""
    if not repeticion.en_cero:
        return {**previas, "dificultades": dificultades}
    return {**previas, "justificacion": dificultades} if dificultades else previas


def _a_la_vista(repeticion: Repeticion) -> list[Html]:
    renglon, anterior = repeticion.renglon, repeticion.anterior
    origen = Html(_("Sin novedad: queda igual que en el último reporte."))
    if anterior is not None:
        origen = armar(
            _("Igual que en el corte anterior: folio %(folio)s, %(corte)s."),
            folio=anterior.folio,
            corte=formato.corte(anterior.corte),
        )
    avance = armar(
        _("Avance: <b>%(valor)s</b> %(emoji)s %(banda)s (debía ir en %(esperado)s)"),
        valor=formato.porcentaje(repeticion.porcentaje),
        emoji=repeticion.banda.emoji,
        banda=repeticion.banda.nombre,
        esperado=formato.porcentaje(repeticion.esperado),
    )
    lineas = [
        armar("%(codigo)s · %(nombre)s", codigo=renglon.codigo, nombre=recortar(renglon.nombre, 120)),
        origen,
        avance,
    ]
    if repeticion.cantidad is not None:
        cantidad = formato.cantidad(repeticion.cantidad, renglon.unidad)
        lineas.append(armar(_("Cantidad: %(cantidad)s"), cantidad=cantidad))
    return [*lineas, armar(_("Corte: %(corte)s"), corte=formato.corte(repeticion.corte))]


SIN_NOVEDAD = _Modo(Modalidad.SIN_NOVEDAD).dialogo(_l("Reportar sin novedad"), _l("un reporte sin novedad"))
IGUAL = _Modo(Modalidad.IGUAL).dialogo(_l("Reportar igual que antes"), _l("un reporte igual al anterior"))
