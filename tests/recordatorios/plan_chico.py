"""Un plan pequeño para recordar, armado por la puerta pública del almacén."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from almacen.tablas.unidad import AlmacenSQL
from bot.textos.recordatorio import redactar
from dominio.modelo.borrador import Borrador
from dominio.modelo.entidad import Entidad
from dominio.modelo.envio import EnvioTomado
from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.modelo.plan import Renglon, TipoMeta
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.reporte import NuevoAvance, OrigenReporte
from dominio.valores.fechas import BOGOTA, Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje
from recordatorios.barrido import Barrido
from recordatorios.calendario import calendario_de
from recordatorios.resultado import ResultadoBarrido

VIGENCIA = Vigencia(2026)


def bogota(texto: str) -> datetime:
    """Instante de Bogotá desde «2026-06-30T08:00»."""
    return datetime.fromisoformat(texto).replace(tzinfo=BOGOTA)


class RelojFijo:
    """Un reloj que solo se mueve cuando la prueba lo pone."""

    def __init__(self, instante: datetime) -> None:
        self.instante = instante

    def ahora(self) -> datetime:
        """El instante puesto, en UTC."""
        return self.instante.astimezone(UTC)


@dataclass(frozen=True)
class Actividad:
    """Lo que de una actividad importa aquí."""

    codigo: str
    fin: date
    responsable: str = "Ana Ruiz"
    nombre: str = "Dotar la biblioteca"


def fila(actividad: Actividad) -> FilaPlan:
    """El renglón del libro para esa actividad."""
    return FilaPlan(
        hoja="Plan de acción",
        fila=2,
        dependencia_codigo="01",
        dependencia="Secretaría de Educación",
        responsable=actividad.responsable,
        cargo=None,
        tipo_meta=TipoMeta.GESTION,
        programa_codigo=None,
        programa=None,
        meta_codigo="M-1",
        meta="Meta única",
        indicador=None,
        unidad=None,
        linea_base=None,
        meta_vigencia=None,
        bpin=None,
        proyecto=None,
        objetivo=None,
        actividad_codigo=actividad.codigo,
        actividad=actividad.nombre,
        ponderacion=None,
        cantidad_programada=None,
        inicio=min(date(2026, 1, 2), actividad.fin),
        fin=actividad.fin,
        avance=None,
        fuente_codigo=None,
        fuente=None,
        monto=None,
        contratacion=None,
    )


class Escena:
    """Un almacén con una entidad y su plan, y lo que las pruebas le hacen."""

    def __init__(self, almacen: AlmacenSQL, codigo: str = "76001") -> None:
        self.almacen = almacen
        with almacen.unidad() as unidad:
            self.entidad: Entidad = unidad.entidades.crear(codigo, "Distrito de prueba")
            unidad.confirmar()
        self._reportes = 0

    def plan(self, actividades: Sequence[Actividad], *, vincular: bool = True) -> None:
        """Deja el plan como esas actividades y, salvo que se diga, a todos con chat."""
        libro = LibroLeido(plan=tuple(fila(actividad) for actividad in actividades))
        with self.almacen.unidad() as unidad:
            unidad.planes.aplicar(self.entidad.id, VIGENCIA, libro, bogota("2026-01-01T00:00"))
            unidad.confirmar()
        if vincular:
            self.vincular(*{actividad.responsable for actividad in actividades})

    def vincular(self, *nombres: str) -> list[int]:
        """Les da chat a los que no lo tengan; devuelve sus números."""
        momento = bogota("2026-01-01T00:00")
        chats = []
        with self.almacen.unidad() as unidad:
            for nombre in nombres:
                persona = unidad.personas.por_nombre(self.entidad.id, nombre)
                assert persona is not None
                if persona.telegram_id is None:
                    resumen = f"resumen-{persona.id}"
                    unidad.personas.invitar(persona.id, resumen, momento + timedelta(days=7), None)
                    persona = unidad.personas.vincular(resumen, 5000 + persona.id, momento)
                assert persona is not None
                assert persona.telegram_id is not None
                chats.append(persona.telegram_id)
            unidad.confirmar()
        return chats

    def configurar(self, **cambios: object) -> None:
        """Cambia festivos, sábado u otros ajustes de la entidad."""
        self.entidad = replace(self.entidad, **cambios)  # type: ignore[arg-type]
        with self.almacen.unidad() as unidad:
            unidad.entidades.configurar(self.entidad)
            unidad.confirmar()

    def renglon(self, codigo: str) -> Renglon:
        """La actividad tal como está guardada."""
        with self.almacen.lectura() as unidad:
            renglones = unidad.planes.renglones(self.entidad.id, VIGENCIA)
        return next(renglon for renglon in renglones if renglon.codigo == codigo)

    def reportar(self, codigo: str, puntos: int, cuando: datetime) -> None:
        """Guarda un avance de esa actividad en ese instante."""
        renglon = self.renglon(codigo)
        self._reportes += 1
        nuevo = NuevoAvance(
            clave_envio=f"prueba-{self.entidad.id}-{self._reportes}",
            entidad_id=self.entidad.id,
            vigencia=VIGENCIA,
            actividad_id=renglon.id,
            corte=Corte.trimestral_de(date(2026, 6, 30)),
            porcentaje=Porcentaje(puntos * 100),
            cantidad=None,
            logro=None,
            dificultades=None,
            motivo_retroceso=None,
            extemporaneo=False,
            autor_id=renglon.responsable_id,
            reportado_en=cuando,
            origen=OrigenReporte.CHAT,
        )
        with self.almacen.unidad() as unidad:
            unidad.reportes.guardar_avance(nuevo)
            unidad.confirmar()

    def abrir_dialogo(self, nombre: str, cuando: datetime) -> None:
        """Esa persona está contestando un reporte."""
        with self.almacen.unidad() as unidad:
            persona = unidad.personas.por_nombre(self.entidad.id, nombre)
            assert persona is not None
            assert persona.telegram_id is not None
            borrador = Borrador(
                id=0,
                persona_id=persona.id,
                chat_id=persona.telegram_id,
                asunto="avance",
                esquema=1,
                clave_envio=f"dialogo-{persona.id}",
                actualizado_en=cuando,
                vence_en=cuando + timedelta(hours=24),
                version=1,
            )
            unidad.borradores.guardar(borrador)
            unidad.confirmar()

    def cerrar_dialogo(self, nombre: str) -> None:
        """Esa persona terminó, o dejó, lo que estaba contestando."""
        with self.almacen.unidad() as unidad:
            persona = unidad.personas.por_nombre(self.entidad.id, nombre)
            assert persona is not None
            assert persona.telegram_id is not None
            borrador = unidad.borradores.traer(persona.id, persona.telegram_id)
            assert borrador is not None
            unidad.borradores.borrar(borrador)
            unidad.confirmar()

    def estados(self) -> Counter[EstadoRecordatorio]:
        """Cuántos recordatorios hay en cada estado."""
        with self.almacen.lectura() as unidad:
            return Counter(unidad.recordatorios.contar(self.entidad.id))

    def salida(self, cuando: datetime) -> Sequence[EnvioTomado]:
        """Lo que está por enviar, como lo tomaría quien envía (uno por chat)."""
        with self.almacen.unidad() as unidad:
            return unidad.salidas.reclamar(cuando, timedelta(minutes=1), 10_000)

    def pendientes(self) -> int:
        """Cuántas filas de salida faltan por enviar."""
        with self.almacen.lectura() as unidad:
            return unidad.salidas.pendientes()


@contextmanager
def escena(url: str, codigo: str = "76001") -> Iterator[Escena]:
    """Una escena sobre esa base, que se cierra al salir."""
    almacen = AlmacenSQL(url)
    try:
        yield Escena(almacen, codigo)
    finally:
        almacen.cerrar()


def barrer(lugar: Escena, ahora: str | datetime, *, simular: bool = False) -> ResultadoBarrido:
    """Un barrido de un proceso recién arrancado, con el reloj en ese instante."""
    instante = bogota(ahora) if isinstance(ahora, str) else ahora
    barrido = Barrido(lugar.almacen, calendario_de, redactar, RelojFijo(instante))
    return barrido.correr(instante, simular=simular)
