using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dubbing.Studio.Data.Migrations
{
    /// <summary>Media know their sound tracks and which of them is used.</summary>
    [DbContext(typeof(StudioDb))]
    [Migration("20261201053000_SoundTracks")]
    public partial class SoundTracks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(name: "SoundTrack", table: "Media", type: "INTEGER", nullable: false, defaultValue: 0);
            migrationBuilder.AddColumn<string>(name: "SoundTracks", table: "Media", type: "TEXT", nullable: false, defaultValue: "[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE \"Media\" DROP COLUMN \"SoundTrack\"");
            migrationBuilder.Sql("ALTER TABLE \"Media\" DROP COLUMN \"SoundTracks\"");
        }
    }
}
