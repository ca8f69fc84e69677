"""Pregunta todas las órdenes con cada rol y sigue los botones; de lo que se abre salen los diálogos.

Se repite sobre una base en que ya se guardó lo recorrido: así aparece lo que solo existe después de
un reporte (corregirlo, revisarlo, devolverlo).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from bot.motor.botones import APARTE
from bot.motor.dialogo import Dialogo
from bot.ordenes.tabla import NO_DISPONIBLES, ordenes, que_atiende
from bot.pantallas.actos import Acto, Adjunta, Edita, Escribe, Manda, Toca
from bot.pantallas.antes import con_recordatorios, vincularse
from bot.pantallas.escenas import Escena, propias, punto_de, rol_de, sin_cifras, ultimos_botones
from bot.pantallas.galeria import Galeria, dichos, nombre_del, sumar
from bot.pantallas.libros_recibidos import DESPUES_DE_APROBAR, con_libros
from bot.pantallas.momento import Boton, Momento
from bot.pantallas.montaje import Ensayo
from bot.pantallas.recorrer import Parada, Recorrido
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.persona import Persona
from dominio.reglas.permisos import Permiso, puede

_RONDAS = 3
_HONDURA = 3
_POR_ORDEN = 24
# De varios botones que solo cambian de número (los renglones de una lista) se tocan unos pocos.
_DE_UNA_LISTA = 3
_RATO = timedelta(minutes=10)
SUELTOS: tuple[Acto, ...] = (
    Escribe("hola"),
    Escribe("gracias"),
    Escribe("mis actividades"),
    Escribe("¿cómo va educación?"),
    Escribe("llueve mucho hoy"),
    Escribe("🎉🎉"),
    Escribe("/inventada"),
    Manda("sticker"),
    Manda("nota de voz"),
    Adjunta("obra.jpg"),
    Adjunta("plan.xlsx"),
    Adjunta("plan.xlsx", 30 * 1024 * 1024),
    Edita("otra cosa"),
    Toca("Botón inventado", "zz:1"),
    Toca("Botón de otra persona", "d:zz-forjado:1:confirmar"),
)


@dataclass(frozen=True, slots=True)
class _Cierre:
    """Cómo se llegó a guardar un diálogo por primera vez."""

    persona: Persona
    dialogo: Dialogo
    camino: tuple[Acto, ...]

    @property
    def reporta(self) -> bool:
        """Si lo guardado es un reporte, y no una decisión sobre otra cosa."""
        return self.dialogo.permiso.value.startswith("registrar_")


@dataclass(slots=True)
class _Ronda:
    """Una vuelta por todas las órdenes sobre un mismo momento; la primera es la más completa."""

    ensayo: Ensayo
    galeria: Galeria
    base: Momento
    recorridos: dict[str, Recorrido]
    numero: int = 0
    solo: frozenset[str] = frozenset()
    cierres: list[_Cierre] = field(default_factory=list)
    _cuantas: Counter[tuple[str, int]] = field(default_factory=Counter)
    _tocados: Counter[tuple[int, str]] = field(default_factory=Counter)

    def correr(self) -> None:
        """Cada persona: cada orden, lo que escriba suelto y lo que recibió sin pedirlo."""
        for persona in una_por_rol(self.ensayo.personas):
            for nombre in (*que_atiende(), *sorted(NO_DISPONIBLES)):
                if not self.solo or nombre in self.solo:
                    self._preguntar_todas(persona, nombre)
            if self.solo:
                continue
            for acto in () if self.numero else SUELTOS:
                self.preguntar(persona, "sueltos", acto)
            self.recibido(persona)

    def recibido(self, persona: Persona) -> None:
        """Lo que le llegó sin pedirlo, y a dónde lleva cada botón."""
        cuenta = persona.telegram_id or 0
        if (burbuja := self.base.vistos.get(cuenta)) is None:
            return
        self.galeria.anotar("mensajes", Escena("Le llega", (rol_de(persona),), (), (burbuja,)))
        for boton in burbuja.botones:
            self._seguir(persona, "mensajes", self.base, (), boton)

    def _preguntar_todas(self, persona: Persona, nombre: str) -> None:
        """La orden de todas las formas; en las demás vueltas, o si da igual qué se le diga, solo una."""
        antes = ""
        for texto in _formas(nombre)[: 1 if self.numero else 3]:
            dicho = self.preguntar(persona, nombre, Escribe(texto))
            if dicho and dicho == antes:
                break
            antes = dicho

    def preguntar(self, persona: Persona, lamina: str, acto: Acto) -> str:
        """Hace el acto, sigue sus botones y devuelve lo que se vio."""
        return self._mirar(persona, lamina, self.base, (acto,), _HONDURA)

    def _seguir(
        self, persona: Persona, lamina: str, momento: Momento, camino: tuple[Acto, ...], boton: Boton
    ) -> None:
        """Toca un botón si no se han tocado otros iguales; los de una orden son su propia lámina."""
        prefijo = boton.dato.removeprefix(APARTE).partition(":")[0]
        forma = (persona.telegram_id or 0, sin_cifras(prefijo + boton.rotulo))
        maximo = _DE_UNA_LISTA if sin_cifras(boton.rotulo) != boton.rotulo else 1
        if self._tocados[forma] >= maximo or prefijo in ("d", "o"):
            return
        self._tocados[forma] += 1
        self._mirar(persona, lamina, momento, (*camino, Toca(boton.rotulo)), _HONDURA - len(camino))

    def _mirar(
        self, persona: Persona, lamina: str, momento: Momento, camino: tuple[Acto, ...], hondura: int
    ) -> str:
        """Hace el último acto del camino y sigue sus botones; devuelve lo que se vio."""
        cuenta = persona.telegram_id or 0
        siguiente, todas = self.ensayo.telefono.hacer(momento, cuenta, camino[-1])
        burbujas = propias(todas, cuenta)
        punto = punto_de(self.ensayo, siguiente, persona)
        if punto is not None:
            self._abierto(persona, Parada(siguiente, punto, camino, burbujas))
            return ""
        espera = _en_curso(self.ensayo, siguiente, persona)
        escena = Escena(nombre_del(camino), (rol_de(persona),), dichos(camino), burbujas, espera=espera)
        self.galeria.anotar(lamina, escena)
        self._cuantas[lamina, cuenta] += 1
        if hondura and self._cuantas[lamina, cuenta] < _POR_ORDEN:
            for boton in ultimos_botones(burbujas):
                self._seguir(persona, lamina, siguiente, camino, boton)
        return escena.llano

    def _abierto(self, persona: Persona, parada: Parada) -> None:
        """Se abrió un diálogo: se anota por dónde y se recorre lo que le falte por ver."""
        dialogo = self.ensayo.despacho.dialogos[parada.punto.dialogo]
        lamina = self.galeria.del_dialogo(dialogo)
        sumar(
            lamina.aperturas,
            Escena(
                nombre_del(parada.camino),
                (rol_de(persona),),
                dichos(parada.camino),
                parada.burbujas,
                parada.punto.paso,
                de_dialogo=True,
            ),
        )
        recorrido = self.recorridos.setdefault(dialogo.nombre, Recorrido(self.ensayo, lamina))
        recorrido.ronda = self.numero
        nuevo = recorrido.cierre is None
        recorrido.correr(persona, parada)
        if nuevo and recorrido.cierre is not None:
            self.cierres.append(_Cierre(persona, dialogo, recorrido.cierre))


def recorrer_algunas(ensayo: Ensayo, ordenes_pedidas: frozenset[str]) -> Galeria:
    """Solo esas órdenes, y los diálogos que abren, sobre la base de la muestra."""
    galeria = Galeria()
    _Ronda(ensayo, galeria, ensayo.inicial, {}, solo=ordenes_pedidas).correr()
    galeria.compactar()
    return galeria


def recorrer_todo(ensayo: Ensayo) -> Galeria:
    """Recorre todo el asistente desde la base de la muestra."""
    galeria, recorridos = Galeria(), dict[str, Recorrido]()
    vincularse(ensayo, galeria)
    momento = con_recordatorios(ensayo)
    for numero in range(_RONDAS):
        ronda = _Ronda(ensayo, galeria, momento, recorridos, numero)
        ronda.correr()
        if not numero:
            _con_libros(ensayo, galeria, recorridos, momento)
        faltan = any(lamina.por_ver for lamina in galeria.dialogos.values())
        if not ronda.cierres and (numero or not faltan):
            break
        for cierre in ronda.cierres:
            guardado = _guardado(ensayo, momento, cierre)
            _avisados(ensayo, galeria, recorridos, momento, guardado)
            momento = guardado if cierre.reporta else momento
    galeria.compactar()
    return galeria


def una_por_rol(personas: tuple[Persona, ...]) -> list[Persona]:
    """La primera de cada rol: quienes tienen el mismo ven las mismas órdenes."""
    return list({persona.rol: persona for persona in reversed(personas)}.values())[::-1]


def _guardado(ensayo: Ensayo, momento: Momento, cierre: _Cierre) -> Momento:
    """El momento después de guardar, un rato más tarde; el mismo si lo guardado antes cambió el camino."""
    probado = ensayo.telefono.pasar(momento, _RATO)
    try:
        for acto in cierre.camino:
            probado, _burbujas = ensayo.telefono.hacer(probado, cierre.persona.telegram_id or 0, acto)
    except LookupError:
        return momento
    return probado if punto_de(ensayo, probado, cierre.persona) is None else momento


def _con_libros(ensayo: Ensayo, galeria: Galeria, recorridos: dict[str, Recorrido], momento: Momento) -> None:
    """Lo que a planeación le contesta un libro ya leído, y a dónde lleva cada botón."""
    planeacion = next(p for p in ensayo.personas if puede(p, Permiso.IMPORTAR))
    for llegado in con_libros(ensayo, momento, planeacion):
        ronda = _Ronda(ensayo, galeria, llegado, recorridos, _RONDAS)
        ronda.recibido(planeacion)
        for lamina, escrito in DESPUES_DE_APROBAR:
            ronda.preguntar(planeacion, lamina, Escribe(escrito))


def _avisados(
    ensayo: Ensayo, galeria: Galeria, recorridos: dict[str, Recorrido], antes: Momento, despues: Momento
) -> None:
    """Lo que a los demás les llegó por lo guardado, y a dónde lleva."""
    ronda = _Ronda(ensayo, galeria, despues, recorridos, _RONDAS)
    for persona in ensayo.personas:
        cuenta = persona.telegram_id or 0
        if despues.vistos.get(cuenta) != antes.vistos.get(cuenta):
            ronda.recibido(persona)


def _en_curso(ensayo: Ensayo, momento: Momento, persona: Persona) -> bool:
    """Si quedó esperando un trabajo largo, cuya respuesta reemplaza lo que ve."""
    with ensayo.telefono.mirar(momento).unidad() as unidad:
        return any(unidad.encargos.en_curso_de(persona.id, tipo) for tipo in TipoEncargo)


def _formas(nombre: str) -> tuple[str, ...]:
    """La orden sola, con lo que dice su ejemplo y con algo que no existe."""
    ejemplo = next((orden.ejemplo for orden in ordenes() if orden.nombre == nombre), "")
    return tuple(dict.fromkeys((f"/{nombre}", *((ejemplo,) if ejemplo else ()), f"/{nombre} zzz")))
